// A library in two releases that are not compatible: CODEC is 1 or 2.
struct codec {
  int release;
#if CODEC == 2
  void *reserved;
#endif
  int (*decode)(int);
};

struct codec *codec_open(void);
