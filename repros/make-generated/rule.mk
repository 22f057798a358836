# The project's own rule, for those who change table.txt.
CFLAGS = -march=x86-64
program: main.o table.o
	$(CC) -o $@ $^
table.c: table.txt
	$(GENERATE)
GENERATE = sh ./generate.sh
