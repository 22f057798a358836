#include "load.h"

double mean(const double *numbers, int count);

int load(void) { return 1; }
double mean_of(const double *numbers, int count) { return mean(numbers, count); }
