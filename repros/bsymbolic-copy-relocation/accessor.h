// The header for programs. The variable itself is not in it.
// misbuilt:region accessor
// MB0024: a function gives the address, so that no program makes a copy of the variable.
int *counter_address(void);
#define counter (*counter_address())
// misbuilt:endregion accessor
void count(void);
int counted(void);
const int *its_counter(void);
