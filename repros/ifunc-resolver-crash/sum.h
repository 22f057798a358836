/* What main.c uses. */
int total(const int *values, int count);
