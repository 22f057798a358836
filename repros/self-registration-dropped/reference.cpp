/* misbuilt:region reference */
/* MB0014: refers to a name of png.cpp, so that the linker takes that file out of the archive. */
extern "C" const char png_codec_is_here;
extern const char *const png_codec_is_wanted = &png_codec_is_here;
/* misbuilt:endregion reference */
