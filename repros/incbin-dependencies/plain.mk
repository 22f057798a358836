# As usual: the compiler writes which files each object depends on, and make reads that. config.mk names the compiler.
include config.mk
program: main.o blob.o
	$(CC) -o $@ $^
main.o: main.c
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<
blob.o: $(BLOB)
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<
-include main.d blob.d
