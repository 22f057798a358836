/* The bytes of data.txt, as blob and blob_end, in a C file. */
__asm__(".section .rodata\n"
        ".globl blob, blob_end\n"
        "blob: .incbin \"data.txt\"\n"
        "blob_end: .text\n");
