//! The same, linked by LLD.
const std = @import("std");

pub fn build(b: *std.Build) void {
    const exe = b.addExecutable(.{
        .name = b.option([]const u8, "name", "name of the program").?,
        .root_module = b.createModule(.{
            .root_source_file = b.path("../main.zig"),
            .target = b.resolveTargetQuery(.{ .cpu_model = .baseline }),
            .optimize = .Debug,
        }),
        // misbuilt:region linker
        .use_llvm = true, // LLD links only what LLVM compiled
        .use_lld = true, // instead of the ELF linker of Zig 0.15, which misaligns merged constants (MB0004)
        // misbuilt:endregion linker
    });
    for ([_][]const u8{ "first", "second" }) |which| {
        const object = b.option([]const u8, which, "path of an object file").?;
        exe.root_module.addObjectFile(.{ .cwd_relative = object });
    }
    exe.bundle_ubsan_rt = false; // compiled anew for each link, and nothing here calls it
    b.installArtifact(exe);
}
