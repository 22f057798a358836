typedef int hook(void);
int open_is_linked(void);
int close_is_linked(void);
extern hook *hook_at_open;
