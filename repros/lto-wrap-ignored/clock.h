int seconds(void);
int deadline(void);
extern int real_calls;
