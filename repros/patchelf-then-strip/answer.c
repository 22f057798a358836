int answer(void) { return 42; }
int table[5000] = {1};
