/* Which instruction stands at an address, and where its memory operand is: enough for the rows of trap.c. */
#ifndef DECODE_H
#define DECODE_H
#include <stdint.h>
#include <ucontext.h>

struct instruction {
  const char *name;      /* NULL: one that trap.c has no use for */
  unsigned alignment;    /* what the operand's address must be a multiple of; 1: anything goes */
  const char *base;      /* the register that the operand is relative to; NULL: no memory operand */
  uint64_t operand;      /* the operand's address */
};

struct instruction decode(const greg_t *registers);
#endif
