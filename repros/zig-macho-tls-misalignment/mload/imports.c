/* What an image may import. Everything here has the same calling convention on
 * Linux and macOS; where the two libraries' data differ, a shim adapts. */
#define _GNU_SOURCE
#include "image.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void tlv_bootstrap(void) { refuse("a thread-local descriptor was called before it was set up"); }

static void stub_binder(void) { refuse("a lazy import was called; mload binds all of them at the start"); }

/* Darwin's static initialisers put a signature where glibc has zeros
 * (_PTHREAD_MUTEX_SIG_init and _PTHREAD_ONCE_SIG_init of <pthread_impl.h>).
 * The first use turns a mutex into glibc's, which is the smaller of the two. */
static int mutex_lock(pthread_mutex_t *mutex) {
  static pthread_mutex_t first_use = PTHREAD_MUTEX_INITIALIZER;
  long signature;
  pthread_mutex_lock(&first_use);
  memcpy(&signature, mutex, sizeof signature);
  if (signature == 0x32AAABA7) pthread_mutex_init(mutex, NULL);
  pthread_mutex_unlock(&first_use);
  return pthread_mutex_lock(mutex);
}

static int once(long *control, void (*function)(void)) {
  enum { UNUSED = 0x30B1BCBA, RUNNING = 1, DONE = 2 };
  if (__sync_bool_compare_and_swap(control, UNUSED, RUNNING)) {
    function();
    __atomic_store_n(control, DONE, __ATOMIC_RELEASE);
  }
  while (__atomic_load_n(control, __ATOMIC_ACQUIRE) != DONE) sched_yield();
  return 0;
}

/* Darwin's pthread_key_t is an unsigned long, glibc's an unsigned int. */
static int key_create(unsigned long *key, void (*destroy)(void *)) {
  pthread_key_t ours;
  int error = pthread_key_create(&ours, destroy);
  if (!error) *key = ours;
  return error;
}

static const struct {
  const char *name;
  void *address;
} imports[] = {
    {"__tlv_bootstrap", tlv_bootstrap},
    {"dyld_stub_binder", stub_binder},
    {"_abort", abort},
    {"_calloc", calloc},
    {"_free", free},
    {"_malloc", malloc},
    {"_memcpy", memcpy},
    {"_memset", memset},
    {"_printf", printf},
    {"_pthread_create", pthread_create},
    {"_pthread_getspecific", pthread_getspecific},
    {"_pthread_join", pthread_join},
    {"_pthread_key_create", key_create},
    {"_pthread_mutex_lock", mutex_lock},
    {"_pthread_mutex_unlock", pthread_mutex_unlock},
    {"_pthread_once", once},
    {"_pthread_setspecific", pthread_setspecific},
    {"_usleep", usleep},
};

void *import(const char *name) {
  for (size_t i = 0; i < sizeof imports / sizeof *imports; i++)
    if (!strcmp(name, imports[i].name)) return imports[i].address;
  return NULL;
}
