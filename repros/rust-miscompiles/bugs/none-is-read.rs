// rust-lang/rust#159035: None of an enum in an enum is read as if it held something.
//
// The compiler makes an index of the number that stands for None, and reads there. Without the handler: "Segmentation fault".
// Exit status: 0 None stays None, 1 the function faulted at that index, 3 anything else.
use std::hint::black_box;

// misbuilt:region bug
enum Size {
    Exact(u32),
    Bound(u32),
}
struct File {
    id: u64,
    size: Size,
}
struct Pipe {
    low: u16,
    high: u16,
    close: fn(),
}
enum Source {
    File(File),
    Pipe(Pipe),
}

fn size(source: Source) -> u32 {
    match source {
        Source::File(file) => match file.size {
            Size::Exact(n) | Size::Bound(n) => n,
        },
        Source::Pipe(pipe) => u32::from(pipe.high) << 16 | u32::from(pipe.low),
    }
}

#[inline(never)]
fn size_if_any(source: Option<Source>) -> Option<u32> {
    source.map(size)
}
// misbuilt:endregion bug

fn nothing() {}

fn main() {
    // Every variant is made somewhere, or the compiler leaves it out.
    let used = (
        Source::File(File {
            id: 1,
            size: Size::Bound(2),
        }),
        Source::Pipe(Pipe {
            low: 3,
            high: 0,
            close: nothing,
        }),
    );
    if let Source::File(file) = &used.0 {
        black_box((file.id, Size::Exact(4)));
    }
    if let Source::Pipe(pipe) = &used.1 {
        (pipe.close)();
    }
    fault::handle(|instruction, registers| {
        let inside = instruction.wrapping_sub(size_if_any as *const () as usize) < 64;
        if inside && registers.contains(&4_294_967_295) {
            println!("wrong code: None was read, at index 4294967295");
            std::process::exit(1)
        }
        println!("another fault");
        std::process::exit(3)
    });
    let result = size_if_any(black_box(None));
    println!("size of nothing: {result:?}");
    std::process::exit(if result.is_none() { 0 } else { 3 })
}

/// Calls a function with the place of a fault, and the registers; x86-64 Linux.
mod fault {
    use std::sync::OnceLock;
    type Called = fn(usize, &[usize]);
    static CALLED: OnceLock<Called> = OnceLock::new();

    #[repr(C)]
    struct Action {
        handler: extern "C" fn(i32, usize, *const [usize; 28]),
        mask: [u64; 16],
        flags: i32,
        restorer: usize,
    }
    unsafe extern "C" {
        fn sigaction(signal: i32, new: *const Action, old: *mut Action) -> i32;
    }

    extern "C" fn caught(_signal: i32, _info: usize, context: *const [usize; 28]) {
        // ucontext_t: five words, then r8 to r15, rdi, rsi, rbp, rbx, rdx, rax, rcx, rsp, rip.
        let words = unsafe { &*context };
        CALLED.get().unwrap()(words[21], &words[5..20]);
    }

    pub fn handle(with: Called) {
        CALLED.set(with).unwrap();
        const SA_SIGINFO: i32 = 4;
        let action = Action {
            handler: caught,
            mask: [0; 16],
            flags: SA_SIGINFO,
            restorer: 0,
        };
        for signal in [11, 7] {
            assert_eq!(
                unsafe { sigaction(signal, &action, std::ptr::null_mut()) },
                0
            );
        }
    }
}
