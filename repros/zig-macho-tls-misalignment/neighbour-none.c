/* The control: the same neighbour without a thread-local, so without __thread_data. */
#include <stdint.h>

uint64_t neighbour_sum(void) { return 0x1111; }
