/* The program: main calls the victim, which calls the neighbour. */
#include <stdint.h>

uint64_t victim_run(void); /* victim*.cpp */

int main(void) { return victim_run() == 42 + 0x1111 ? 0 : 1; }
