/* misbuilt:region plain */
/* MB0033: nothing of the standard library crosses the border; each side makes its own string of it. */
struct PlainConfig {
  int version;
  const char *name;
  int port;
};
extern "C" int port_of_plain(const PlainConfig *config);
/* misbuilt:endregion plain */
