/* How the program comes to the library: load-linked.c is linked to it, load-plugin.c and load-kept.c open it. */
int load(void);
double mean_of(const double *numbers, int count);
