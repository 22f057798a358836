/* The least program: calls the Rust library, and the constants that pad.S adds. */
int check(unsigned seed, unsigned rounds);
void pad(void);

int main(void) {
  pad();
  return check(12345, 9);
}
