// A header with one counter for the whole program, as header-only libraries have registries and loggers.
#ifndef COUNTER_API
#define COUNTER_API
#endif

#ifdef IN_LIBRARY
// misbuilt:region declared
// MB0053: declared here, and defined in one file of one shared library.
int &counter();
// misbuilt:endregion declared
#else
// misbuilt:region inline
COUNTER_API inline int &counter() {
  static int count = 0;
  return count;
}
// misbuilt:endregion inline
#endif
