/* A function in assembly. Nothing in it executes the stack. */
        .text
        .globl  answer
        .type   answer, @function
answer:
        movl    $42, %eax
        ret
        .size   answer, . - answer
