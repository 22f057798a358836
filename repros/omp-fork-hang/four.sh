# Four threads, on any machine.
export OMP_NUM_THREADS=4
