void unmask(unsigned char *bytes, unsigned long size, const unsigned char *key) {
  for (unsigned long i = 0; i < size; i++)
    bytes[i] ^= key[i % 4];
}
