// misbuilt:region pad
// MB0001: Zig's Mach-O linker aligns __thread_data by its largest member only.
// One 16-aligned, initialised thread_local in it aligns the whole TLS template.
// `used` is not decoration: without it -dead_strip removes the pad and the crash stays.
alignas(16) thread_local char mb0001_tls_pad[16] __attribute__((used)) = {1};
// misbuilt:endregion pad
