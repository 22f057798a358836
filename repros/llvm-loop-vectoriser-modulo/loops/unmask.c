/* llvm/llvm-project#215690: a key of 4 bytes that is gone round, as WebSocket masks are. */
// misbuilt:region bug
void unmask(unsigned char *bytes, unsigned long size, const unsigned char *key) {
  for (unsigned i = 0; i < size; i++)
    bytes[i] ^= key[i % 4];
}
// misbuilt:endregion bug
