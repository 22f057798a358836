#include "counter.h"

int *counter_address(void) { return &counter; }
