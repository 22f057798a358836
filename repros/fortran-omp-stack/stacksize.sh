# MB0045: OMP_STACKSIZE is for the threads that OpenMP starts, ulimit for the first one.
ulimit -s unlimited
export OMP_STACKSIZE=32M
