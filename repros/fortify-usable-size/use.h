int main(void) {
  volatile size_t wanted = 25;
  size_t asked = wanted, room = 0;
  char *block = make(asked, &room);
  if (!block || room <= asked) return puts("no byte to spare"), 3;
  size_t written = room;
  printf("asked for %zu bytes; %s\n", asked, written <= malloc_usable_size(block) ? "writes no more than malloc_usable_size gave" : "writes too much");
  fflush(stdout);
  memset(block, '-', written);
  puts(block[asked] == '-' ? "all of it was written" : "something is missing");
  free(block);
  return 0;
}
