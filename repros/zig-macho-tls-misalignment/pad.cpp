// misbuilt:region pad
// MB0001: Zig's Mach-O linker aligns the start of the TLS template by its first section alone.
// One initialised thread_local of alignment 16 aligns that section, __thread_data.
// Keep `used`: without it -dead_strip removes the pad, with no message.
alignas(16) thread_local char mb0001_tls_pad[16] __attribute__((used)) = {1};
// misbuilt:endregion pad
