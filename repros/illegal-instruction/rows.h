#ifdef __cplusplus
extern "C" {
#endif
/* Each takes 7. */
int row_avx(int seven);            /* adds eight floats: 56 */
int row_lzcnt(int seven);          /* counts the leading zeros of 7 in 32 bits: 29 */
int row_missing_return(int seven); /* a function that returns nothing for 7 */
int row_overflow(int seven);       /* adds 7 to the largest int */
#ifdef __cplusplus
}
#endif
