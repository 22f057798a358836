// misbuilt:region visible
// MB0053: the same in each file that includes the header.
#define COUNTER_API __attribute__((visibility("default")))
// misbuilt:endregion visible
