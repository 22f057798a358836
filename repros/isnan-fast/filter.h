#ifdef __cplusplus
extern "C"
#endif
/* How many of the values are numbers. */
int numbers(const double *values, int count);
