//! The same, linked by LLD.
const std = @import("std");

pub fn build(b: *std.Build) void {
    const exe = b.addExecutable(.{
        .name = b.option([]const u8, "name", "name of the program").?,
        .root_module = b.createModule(.{
            .root_source_file = b.path("../main.zig"),
            .target = b.resolveTargetQuery(.{ .cpu_model = .{ .explicit = &std.Target.x86.cpu.x86_64_v3 } }),
            .optimize = .Debug,
            .link_libc = true,
        }),
        // misbuilt:region linker
        .use_llvm = true, // LLD links only what LLVM compiled
        .use_lld = true, // instead of the ELF linker of Zig 0.15, which misaligns merged constants (MB0002, MB0004)
        // misbuilt:endregion linker
    });
    for ([_][]const u8{ "object", "archive" }) |which| {
        const path = b.option([]const u8, which, "path of a file to link").?;
        exe.root_module.addObjectFile(.{ .cwd_relative = path });
    }
    exe.root_module.linkSystemLibrary("unwind", .{});
    exe.bundle_ubsan_rt = false; // compiled anew for each link, and nothing here calls it
    b.installArtifact(exe);
}
