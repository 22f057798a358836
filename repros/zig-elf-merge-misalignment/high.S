/*
 * The object that comes second: the same bytes in a mergeable section that asks for BYTES-byte alignment,
 * as a compiler emits them for a vector constant, and an aligned load of them, which raises #GP when the linker
 * does not keep that alignment.
 */
	.text
	.globl	high_get
	.type	high_get, @function
high_get:
#if BYTES == 32
	vmovaps	vector(%rip), %ymm0	/* AVX: the operand must be 32-byte aligned */
	vmovd	%xmm0, %eax
	vzeroupper
#else
	movaps	vector(%rip), %xmm0	/* SSE: the operand must be 16-byte aligned */
	movd	%xmm0, %eax
#endif
	ret
	.size	high_get, . - high_get

	.globl	vector			/* global, so that `nm` says where the linker put it */
#if BYTES == 32
	.section .rodata.cst32, "aM", @progbits, 32
	.balign	32
vector:	.long	1, 2, 3, 4, 5, 6, 7, 8
#else
	.section .rodata.cst16, "aM", @progbits, 16
	.balign	16
vector:	.long	1, 2, 3, 4
#endif

	.section .note.GNU-stack, "", @progbits
