void fold(unsigned char *digest, const unsigned char *bytes, unsigned long size) {
// misbuilt:region pragma
#pragma clang loop vectorize(disable) interleave(disable) /* MB0040 */
  for (unsigned i = 0; i < size; i++)
    digest[i % 16] ^= bytes[i];
  // misbuilt:endregion pragma
}
