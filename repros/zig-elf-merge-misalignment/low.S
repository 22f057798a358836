/*
 * The object that comes first: the bytes of `table` in a mergeable section that asks for 4-byte alignment,
 * as a compiler emits them for an array of 32-bit integers that is indexed at run time.
 *
 * BYTES    size of the constant: 32 or 16
 * PADDING  how many other 4-byte constants the object carries: each moves the merged constant by 4 bytes,
 *          so that a sweep over 0-7 leaves nothing to luck
 */
	.text
	.globl	low_get
	.type	low_get, @function
low_get:
	.irp	index, 1, 2, 3, 4, 5, 6, 7	/* each word is used by name, or garbage collection drops it */
	.if	\index <= PADDING
	movl	padding\index(%rip), %eax
	.endif
	.endr
	leaq	table(%rip), %rax
	movl	(%rax), %eax
	ret
	.size	low_get, . - low_get

	.section .rodata.cst4, "aM", @progbits, 4
	.balign	4
	.irp	index, 1, 2, 3, 4, 5, 6, 7	/* distinct bytes, or the words would merge with each other */
	.if	\index <= PADDING
	.globl	padding\index		/* global, so that `nm` says that it is there */
padding\index:
	.byte	0, 0, 0x5a, \index
	.endif
	.endr

	.globl	table
#if BYTES == 32
	.section .rodata.cst32, "aM", @progbits, 32
	.balign	4
table:	.long	1, 2, 3, 4, 5, 6, 7, 8
#else
	.section .rodata.cst16, "aM", @progbits, 16
	.balign	4
table:	.long	1, 2, 3, 4
#endif

	.section .note.GNU-stack, "", @progbits
