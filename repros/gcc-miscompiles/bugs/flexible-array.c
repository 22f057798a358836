/*
 * A list whose nodes lie in a flexible array member. With the bug, a store by a pointer to a node is taken for one that cannot
 * change slot[2], and a later read of slot[2] gives what was there before.
 */
#include <stdlib.h>
#include "verdict.h"

struct node {
  long value;
  struct node *next;
};
struct pool {
  long used;
  struct node slot[];
};

__attribute__((noinline)) static int relink(struct pool *pool) {
  struct node *head = 0;
  for (int i = 0; i < 3; i++) pool->slot[i].next = head, head = &pool->slot[i];
  head->next = 0;
  struct node *seen = pool->slot[2].next;
  head->next = &pool->slot[0];
  struct node *then = pool->slot[2].next;
  struct node *before = &pool->slot[1], *first = &pool->slot[0];
  printf("after head->next = 0, slot[2].next is %s\n", !seen ? "0" : seen == before ? "&slot[1]" : "another");
  printf("after head->next = &slot[0], it is %s\n", !then ? "0" : then == before ? "&slot[1]" : then == first ? "&slot[0]" : "another");
  int stale = (!seen || seen == before) && (!then || then == before);
  return verdict(!seen && then == first, stale, "a node of the array reads as it was before the store");
}

int main(void) {
  struct pool *pool = calloc(1, sizeof *pool + 3 * sizeof(struct node));
  if (!pool) return 2;
  int status = relink(pool);
  free(pool);
  return status;
}
