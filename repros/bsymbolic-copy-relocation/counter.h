// A library that exports a variable.
extern int counter;
void count(void);
int counted(void);
const int *its_counter(void);
