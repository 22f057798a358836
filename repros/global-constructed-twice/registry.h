// A static library with a registry. It is a global object, or with ON_FIRST_USE or INLINE one that is made otherwise.
struct Registry {
  Registry();
  ~Registry();
  char *name;
};

#if defined ON_FIRST_USE
Registry &the_registry();
#elif defined INLINE
// misbuilt:region inline
// MB0046: an inline variable has a guard, which all libraries share with it. C++17.
inline Registry registry;
// misbuilt:endregion inline
static inline Registry &the_registry() { return registry; }
#else
// misbuilt:region global
extern Registry registry;
// misbuilt:endregion global
static inline Registry &the_registry() { return registry; }
#endif
