# The same rule, where the generator is not installed.
CFLAGS = -march=x86-64
program: main.o table.o
	$(CC) -o $@ $^
table.c: table.txt
	$(GENERATE)
GENERATE = generate-the-table
