// The pad without `used`. Nothing refers to it, so -dead_strip removes it.
alignas(16) thread_local char mb0001_tls_pad[16] = {1};
