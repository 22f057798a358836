/*
 * PADDING 4-byte constants: each moves what the linker sorts behind them by 4 bytes. `witness` lies where a constant of
 * 32 bytes comes to lie whose alignment was lost: it asks for 4 itself.
 */
	.text
	.globl	pad
	.type	pad, @function
pad:
	.irp	index, 1, 2, 3, 4, 5, 6, 7	/* used, or garbage collection drops them */
	.if	\index <= PADDING
	movl	padding\index(%rip), %eax
	.endif
	.endr
	leaq	witness(%rip), %rax
	ret
	.size	pad, . - pad

	.section .rodata.cst4, "aM", @progbits, 4
	.balign	4
	.irp	index, 1, 2, 3, 4, 5, 6, 7	/* distinct bytes, or the words would merge with each other */
	.if	\index <= PADDING
	.globl	padding\index			/* global, so that `nm` says that it is there */
padding\index:
	.byte	0, 0, 0x5a, \index
	.endif
	.endr

	.globl	witness
	.section .rodata.cst32, "aM", @progbits, 32
	.balign	4
witness:
	.ascii	"the bytes of no other constant.."

	.section .note.GNU-stack, "", @progbits
