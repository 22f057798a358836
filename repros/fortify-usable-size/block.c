/*
 * Asks for 25 bytes, and writes to as many as malloc_usable_size gives. Aborts where the compiler's idea of the block is 25 bytes.
 * Exit status: 0 all were written, 3 there is nothing to spare, so that nothing can be shown.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* misbuilt:region usable */
static char *make(size_t size, size_t *room) {
  char *block = malloc(size);
  *room = malloc_usable_size(block);
  return block;
}
/* misbuilt:endregion usable */

#include "use.h"
