/* A program without any language: reads the constant through both objects, exits 0 where both give 1. */
	.text
	.globl	_start
	.type	_start, @function
_start:
	call	low_get
	cmpl	$1, %eax
	jne	wrong
	call	high_get
	cmpl	$1, %eax
	jne	wrong
	xorl	%edi, %edi
	jmp	exit
wrong:	movl	$1, %edi
exit:	movl	$60, %eax		/* exit(2) on x86-64 Linux */
	syscall
	.size	_start, . - _start

#ifdef SFRAME
	.section .sframe, "a", @progbits	/* with the kind of relocation that newer C libraries' crt1.o has there */
	.quad	_start - .
#endif

	.section .note.GNU-stack, "", @progbits
