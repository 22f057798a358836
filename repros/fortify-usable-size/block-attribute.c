#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* misbuilt:region attribute */
/* MB0047: does nothing but tell -D_FORTIFY_SOURCE=3 that the block has `size` bytes. */
__attribute__((alloc_size(2), noipa)) static void *extend(void *block, size_t size) {
  (void)size;
  return block;
}

static char *make(size_t size, size_t *room) {
  char *block = malloc(size);
  *room = malloc_usable_size(block);
  return extend(block, *room);
}
/* misbuilt:endregion attribute */

#include "use.h"
