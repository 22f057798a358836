/* How Eigen gets and gives back memory in the file that includes this: it depends on the file's flags. */
#if EIGEN_DEFAULT_ALIGN_BYTES == 0 || EIGEN_MALLOC_ALREADY_ALIGNED
#define HOW "with malloc and free"
#else
#define HOW "by hand, with a pointer in front"
#endif
