/*
 * A list of callbacks that takes each function once, as event loops and signal libraries do, and two callbacks that happen
 * to have the same body. Exit status: 0 both are in the list, 1 one is missing.
 */
#include <stdio.h>
#include "handlers.h"

static handler *list[8];
static int count;

static void subscribe(handler *one) {
  for (int i = 0; i < count; i++)
    if (list[i] == one) return;
  list[count++] = one;
}

int main(void) {
  subscribe(on_open);
  subscribe(on_close);
  printf("%d of 2 handlers subscribed\n", count);
  if (count == 2) return 0;
  puts("on_open == on_close");
  return 1;
}
