ulimit -s unlimited
