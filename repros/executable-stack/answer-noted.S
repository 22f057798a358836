        .text
        .globl  answer
        .type   answer, @function
answer:
        movl    $42, %eax
        ret
        .size   answer, . - answer

/* misbuilt:region note */
/* MB0018: without this section, GNU ld and gold ask for an executable stack. */
#if defined(__linux__) && defined(__ELF__)
        .section .note.GNU-stack, "", %progbits
#endif
/* misbuilt:endregion note */
