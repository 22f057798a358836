/* The same program for linkers that are driven by a C compiler. */
int check(unsigned seed, unsigned rounds);

int main(void) { return check(12345, 9); }
