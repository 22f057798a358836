#define _GNU_SOURCE
#include "viewer.h"
#include "codec.h"
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

int viewer_show(void) {
  struct codec *codec = codec_open();
  Dl_info place = {0};
  dladdr((void *)codec_open, &place);
  const char *slash = place.dli_fname == NULL ? NULL : strrchr(place.dli_fname, '/');
  printf("the viewer was made for codec %d and got codec %d, from %s\n", CODEC, codec->release, slash == NULL ? "?" : slash + 1);
  fflush(stdout);
  return codec->decode(21);
}
