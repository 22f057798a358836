#include "handlers.h"

int on_open(int users) { return users + 1; }
int on_close(int users) { return users + 1; }
