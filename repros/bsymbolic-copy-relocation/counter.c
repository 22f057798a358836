#include "counter.h"

int counter = 0;

void count(void) { counter++; }
int counted(void) { return counter; }
const int *its_counter(void) { return &counter; }
