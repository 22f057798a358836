// The same header in two releases: VERSION is 1 or 2.
struct Settings {
  int version = VERSION;
};

inline Settings &settings() {
  static Settings all;
  return all;
}
