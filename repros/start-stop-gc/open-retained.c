#include "hooks.h"

static int at_open(void) { return 1; }
/* misbuilt:region retain */
/* MB0027: `retain` tells the linker to keep the section; `used` tells only the compiler. */
__attribute__((used, retain, section("hooks"))) hook *hook_at_open = at_open;
/* misbuilt:endregion retain */
int open_is_linked(void) { return 1; }
