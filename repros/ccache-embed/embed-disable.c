/* misbuilt:region disable */
/* ccache:disable */
/* misbuilt:endregion disable */
/* Prints what data.txt had in it when this file was compiled. */
#include <stdio.h>

static const char data[] = {
#embed "data.txt"
};

int main(void) {
  printf("%.*s\n", (int)sizeof data, data);
  return 0;
}
