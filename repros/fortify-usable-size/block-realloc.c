#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* misbuilt:region realloc */
/* MB0047: -D_FORTIFY_SOURCE=3 knows how much was asked for; realloc asks for the rest. */
static char *make(size_t size, size_t *room) {
  char *block = malloc(size);
  *room = malloc_usable_size(block);
  return realloc(block, *room);
}
/* misbuilt:endregion realloc */

#include "use.h"
