# Read by prepare.sh and build.sh: how each language is compiled, and how Zig links, for $ARCH.
# The CPU is always named, so that no build depends on the machine that it runs on.
case $ARCH in
x86_64) zig_cpu=x86_64 rust_cpu=x86-64 ;;
aarch64) zig_cpu=apple_m1 rust_cpu=apple-m1 ;;
*) echo "ARCH is $ARCH; expected x86_64 or aarch64" >&2 && exit 3 ;;
esac
# Without debug information, which names the folders of the objects.
target="-target $ARCH-macos.13.0 -mcpu=$zig_cpu -O2 -g0"

compile() { # SOURCE OUTPUT [FLAG…]; of Rust, a static library
  source=$1 output=$2
  shift 2
  case $source in
  *.c) "$ZIG" cc $target "$@" -c "$source" -o "$output" ;;
  *.cpp) "$ZIG" c++ $target -std=c++17 "$@" -c "$source" -o "$output" ;;
  *.zig) "$ZIG" build-obj -target "$ARCH-macos.13.0" -mcpu "$zig_cpu" -O ReleaseFast "$source" "-femit-bin=$output" ;;
  *.rs) # RUSTC_BOOTSTRAP lets a stable rustc compile a crate without a core library.
    RUSTC_BOOTSTRAP=1 "${RUSTC:-rustc}" --target "$ARCH-apple-darwin" -C target-cpu="$rust_cpu" -O -C panic=abort \
      "$source" -o "$output"
    ;;
  esac
}

# The program needs nothing of compiler-rt, which takes Zig seconds to build. 0.12 and 0.13
# build it all the same.
zig_link() { # ARGUMENT…
  "$ZIG" cc $target -rtlib=none "$@"
}
