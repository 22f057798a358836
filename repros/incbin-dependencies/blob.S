/* The bytes of data.txt, as blob and blob_end. */
.section .rodata
.globl blob, blob_end
blob:
.incbin "data.txt"
blob_end:
.section .note.GNU-stack, "", @progbits
