//! What most people have: nothing is said about the linker.
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
        // misbuilt:endregion linker
    });
    for ([_][]const u8{ "first", "second" }) |which| {
        const object = b.option([]const u8, which, "path of an object file").?;
        exe.root_module.addObjectFile(.{ .cwd_relative = object });
    }
    exe.bundle_ubsan_rt = false; // compiled anew for each link, and nothing here calls it
    b.installArtifact(exe);
}
