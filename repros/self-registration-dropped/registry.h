extern "C" {
void register_codec(const char *name);
int codecs_registered();
const char *where_png_is();
}
