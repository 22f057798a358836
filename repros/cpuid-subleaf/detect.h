/* Whether this processor has AVX2, and what register EBX of leaf 7 was. */
int has_avx2(unsigned *leaf7);
