/* Makes __DATA,__data WORDS words of eight bytes longer, and moves what follows by as
 * much: where a linker's sections end by chance must not decide what a case shows. It is
 * linked last, so that no other object's alignment absorbs it.
 * In assembly, as a compiler would align an array of 16 bytes or more to 16. */
#define TEXT(words) #words
#define MOVE(words)                      \
  __asm__(".section __DATA,__data\n"     \
          ".globl _shift\n"              \
          ".no_dead_strip _shift\n"      \
          ".p2align 3\n"                 \
          "_shift:\n"                    \
          ".fill " TEXT(words) ", 8, 1\n")
MOVE(WORDS);
