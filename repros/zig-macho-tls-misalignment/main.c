/* The program: it calls the victim once, then from several threads at once, where an
 * object that they share by mistake, or without a lock, is disturbed. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

uint64_t victim_run(void);    /* victim*.cpp: 42, unless another thread touches its pool meanwhile */
uint64_t neighbour_sum(void); /* neighbour*: 0x1111, out of a thread-local variable of its own */

enum { THREADS = 4, ROUNDS = 5 };
static int ready, disturbed;

/* The victim calls this in the middle of its work. */
void let_others_run(void) { usleep(300); }

static void *rounds(void *unused) {
  __atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
  while (__atomic_load_n(&ready, __ATOMIC_SEQ_CST) < THREADS) usleep(50);
  for (int i = 0; i < ROUNDS; i++)
    if (victim_run() + neighbour_sum() != 42 + 0x1111) __atomic_add_fetch(&disturbed, 1, __ATOMIC_SEQ_CST);
  return unused;
}

int main(void) {
  if (victim_run() + neighbour_sum() != 42 + 0x1111) return 1;
  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; i++)
    if (pthread_create(&threads[i], NULL, rounds, NULL)) return 2;
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  printf("%d rounds in %d threads, %d disturbed\n", THREADS * ROUNDS, THREADS, disturbed);
  return disturbed ? 3 : 0;
}
