export CCACHE_EXTRAFILES="$PWD/data.txt"
