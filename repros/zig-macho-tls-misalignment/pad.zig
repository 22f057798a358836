// misbuilt:region pad
// MB0001: Zig's Mach-O linker aligns the start of the TLS template by its first section alone.
// Sixteen bytes of alignment 16 in that section, __thread_data, align it. In assembly, because a
// threadlocal var is stripped where nothing uses it, even with `export`.
comptime {
    const target = @import("builtin").target;
    if (target.os.tag == .macos and target.cpu.arch == .x86_64) asm (
        \\.section __DATA,__thread_data,thread_local_regular
        \\.p2align 4
        \\.globl _mb0001_tls_pad
        \\.no_dead_strip _mb0001_tls_pad
        \\_mb0001_tls_pad: .quad 1, 0
        \\.text
    );
}
// misbuilt:endregion pad
