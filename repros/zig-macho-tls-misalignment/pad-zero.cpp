// A pad of zeros goes to __thread_bss and leaves __thread_data's alignment as it is.
// Its descriptor moves everything behind it by 24 bytes, which may look like a fix.
alignas(16) thread_local char mb0001_tls_pad[16] __attribute__((used)) = {0};
