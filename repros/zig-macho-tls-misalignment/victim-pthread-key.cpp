// The victim with its object behind a pthread key: no thread-local section has it.
#include <cstdint>

// misbuilt:region per-thread
// MB0001: one T per thread without thread_local, which Zig's Mach-O linker may misalign.
// malloc aligns to 16; a type that wants more needs aligned_alloc. Each thread's object is destroyed
// when the thread ends; the main thread's is not, when main returns: the process ends with it.
#include <pthread.h>
#include <cstdlib>
#include <new>

template <class T> class PerThread {
  static_assert(alignof(T) <= 16, "malloc aligns to 16 only");

public:
  static T &get() {
    pthread_once(&once, [] {
      if (pthread_key_create(&key, destroy) != 0) std::abort();
    });
    void *mine = pthread_getspecific(key);
    if (mine == nullptr) {
      mine = std::malloc(sizeof(T));
      if (mine == nullptr) std::abort();
      new (mine) T();
      pthread_setspecific(key, mine);
    }
    return *static_cast<T *>(mine);
  }

private:
  static void destroy(void *mine) {
    static_cast<T *>(mine)->~T();
    std::free(mine);
  }
  inline static pthread_once_t once = PTHREAD_ONCE_INIT;
  inline static pthread_key_t key;
};
// misbuilt:endregion per-thread

struct alignas(16) Pool {
  void *head, *tail;
  std::uint64_t pending, done, sequence, flags;
};

extern "C" __attribute__((noinline)) void pool_reset(void) { PerThread<Pool>::get() = Pool{}; }

extern "C" void let_others_run(void); // main.c

extern "C" std::uint64_t victim_run(void) {
  pool_reset();
  PerThread<Pool>::get().pending += 40;
  let_others_run();
  PerThread<Pool>::get().done += 2;
  const Pool &pool = PerThread<Pool>::get();
  return pool.pending + pool.done + pool.sequence;
}
