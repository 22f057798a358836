void unmask(unsigned char *bytes, unsigned long size, const unsigned char *key) {
#pragma clang loop interleave(disable)
  for (unsigned i = 0; i < size; i++)
    bytes[i] ^= key[i % 4];
}
