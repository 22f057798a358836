ulimit -s 8192
