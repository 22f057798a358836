# MB0022: one thread: libgomp starts no others, and the child misses none.
export OMP_NUM_THREADS=1
