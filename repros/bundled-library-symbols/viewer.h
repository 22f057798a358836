// A library that uses the codec; programs do not see which.
int viewer_show(void);
