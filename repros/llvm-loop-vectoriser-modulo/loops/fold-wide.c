void fold(unsigned char *digest, const unsigned char *bytes, unsigned long size) {
  // misbuilt:region wide
  /* MB0040: the counter is as wide as the size. */
  for (unsigned long i = 0; i < size; i++)
    digest[i % 16] ^= bytes[i];
  // misbuilt:endregion wide
}
