# The rule is there only for those who ask for it: make MAINTAINER=1.
CFLAGS = -march=x86-64
program: main.o table.o
	$(CC) -o $@ $^
# misbuilt:region maintainer
ifdef MAINTAINER
table.c: table.txt
	sh ./generate.sh
endif
# misbuilt:endregion maintainer
