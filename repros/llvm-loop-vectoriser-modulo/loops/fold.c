/* llvm/llvm-project#191382: a buffer of 16 bytes that is gone round. */
// misbuilt:region bug
void fold(unsigned char *digest, const unsigned char *bytes, unsigned long size) {
  for (unsigned i = 0; i < size; i++)
    digest[i % 16] ^= bytes[i];
}
// misbuilt:endregion bug
