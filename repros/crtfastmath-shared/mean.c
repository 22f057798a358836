double mean(const double *numbers, int count);

double mean(const double *numbers, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) sum += numbers[i];
  return sum / count;
}
