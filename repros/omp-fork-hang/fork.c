// Sums in parallel, forks, and sums in the child. VARIANT says what is done about it.
#include <omp.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLAIN 0
#define RELEASED 1
#define FRESH 2
#define FIRST 3
#define LATE 4
#define THREAD 5

extern char **environ;
static volatile sig_atomic_t waits, team;

static int sum(void) {
  int total = 0;
  waits = 1;
#pragma omp parallel for reduction(+ : total)
  for (int i = 0; i < 1000; i++) {
    if (i == 0) team = omp_get_num_threads();
    total += i;
  }
  waits = 0;
  return total;
}

// The threads of this process, as the kernel counts them.
static int threads(void) {
  struct stat tasks;
  return stat("/proc/self/task", &tasks) ? -1 : (int)tasks.st_nlink - 2;
}

// The child's alarm: says what the child waits for, and ends it.
static void alarmed(int signal) {
  char text[120];
  int size = waits == 2
                 ? snprintf(text, sizeof text,
                            "child: no answer from omp_pause_resource_all; threads here: %d\n",
                            threads())
             : waits ? snprintf(text, sizeof text,
                              "child: no answer from the parallel region; "
                              "threads of the parent's pool: %d, threads here: %d\n",
                              team, threads())
                   : snprintf(text, sizeof text, "child: no answer, and no region runs\n");
  _exit(write(1, text, (size_t)size) == size && signal ? 3 : 4);
}

static int answer(void) {
  signal(SIGALRM, alarmed);
  alarm(1);
#if VARIANT == LATE
  waits = 2;
  omp_pause_resource_all(omp_pause_hard);
#endif
  printf("child: sum %d\n", sum());
  return fflush(stdout);
}

static void *sum_here(void *total) {
  *(int *)total = sum();
  return NULL;
}

int main(int count, char **words) {
  if (count > 1 && strcmp(words[1], "child") == 0) return answer();
#if VARIANT == THREAD
  // The pool belongs to the thread that runs the region, and this one is not the thread that forks.
  int total = 0;
  pthread_t other;
  if (pthread_create(&other, NULL, sum_here, &total) != 0 || pthread_join(other, NULL) != 0) return 7;
  printf("parent: sum %d\n", total);
#else
  (void)sum_here;
  if (VARIANT != FIRST) printf("parent: sum %d\n", sum());
#endif
  fflush(stdout);

#if VARIANT == RELEASED
  // misbuilt:region release
  // MB0022: before fork(); ends libgomp's threads. The next region, here or in the child, starts new ones.
  omp_pause_resource_all(omp_pause_hard);
  // misbuilt:endregion release
#endif

  pid_t child = -1;
#if VARIANT == FRESH
  // misbuilt:region fresh
  // MB0022: in place of fork(); a process that starts from the beginning, without the parent's OpenMP.
  char *arguments[] = {words[0], "child", NULL};
  if (posix_spawn(&child, "/proc/self/exe", NULL, NULL, arguments, environ) != 0) return 5;
  // misbuilt:endregion fresh
#else
  child = fork();
  if (child == 0) _exit(answer());
#endif
  int status = 0;
  if (waitpid(child, &status, 0) != child) return 6;
  if (VARIANT == FIRST) printf("parent: sum %d\n", sum());
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return 0;
  puts("parent: the child did not answer");
  return 1;
}
