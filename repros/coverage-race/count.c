/* Calls work() from THREADS threads, ROUNDS times each, and prints how many calls that were. */
#include <stdio.h>

#ifndef THREADS
#define THREADS 4
#endif
#define ROUNDS 5000000

static int work(int i) { return i & 1 ? i * 3 : i + 1; }

static void *rounds(void *result) {
  unsigned sum = 0;
  for (int i = 0; i < ROUNDS; i++) sum += (unsigned)work(i);
  *(unsigned *)result = sum;
  return NULL;
}

#if THREADS > 1
#include <pthread.h>

static int all(unsigned *results) {
  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; i++)
    if (pthread_create(&threads[i], NULL, rounds, &results[i]) != 0) return 0;
  for (int i = 0; i < THREADS; i++)
    if (pthread_join(threads[i], NULL) != 0) return 0;
  return 1;
}
#else
static int all(unsigned *results) { return rounds(results) == NULL; }
#endif

int main(void) {
  unsigned results[THREADS];
  if (!all(results)) return 3;
  for (int i = 1; i < THREADS; i++)
    if (results[i] != results[0]) return 4; /* The program itself must be right. */
  printf("%d\n", THREADS * ROUNDS);
  return 0;
}
