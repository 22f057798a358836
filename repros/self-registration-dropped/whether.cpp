/*
 * Tells whether png.cpp is in the program. The reference is weak: where png.cpp is not linked it is 0, and it is no reason
 * to link it.
 */
extern "C" {
extern const char png_codec_is_here __attribute__((weak));
const char *where_png_is() { return &png_codec_is_here ? "in the program" : "not in the program"; }
}
