/* The second library. */
int bits(void) { return 7; }
