# No word about version.sh.
CFLAGS = -march=x86-64
program: main.o said.o
	$(CC) -o $@ $^
said.c: version
	sh ./version >$@
