typedef int handler(int users);
handler on_open, on_close;
