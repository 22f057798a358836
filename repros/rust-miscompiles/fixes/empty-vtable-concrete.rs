// empty-vtable.rs with a handler that names the type it returns.
//
// The program looks into the vtable and then calls the method, which ends in SIGSEGV, or in SIGILL where it was optimised.
// Exit status: 0 the call returned, 1 it was a call through the empty entry, 3 anything else.
use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

trait Payload {
    type Error;
}
trait Backend {
    type Reply;
}
trait Route {
    fn answer(&self) -> u32;
}
struct Handler<F, R>(F, PhantomData<fn() -> R>);

impl<F, R, P> Route for Handler<F, R>
where
    F: Fn() -> R,
    R: Into<u32>,
    Client: Backend<Reply = P>,
    P: Payload<Error: Sized>,
{
    fn answer(&self) -> u32 {
        (self.0)().into()
    }
}

// misbuilt:region concrete
// MB0016: the type itself, in place of `impl Into<u32>`.
fn handler() -> u16 {
    42
}
// misbuilt:endregion concrete

struct Client;
struct Bytes;
impl Backend for Client {
    type Reply = Bytes;
}
impl Payload for Bytes {
    type Error = ();
}

static EMPTY: AtomicBool = AtomicBool::new(false);

extern "C" fn ended(signal: i32) {
    let empty = EMPTY.load(Relaxed);
    println!("the call ended with signal {signal}");
    if empty {
        println!("wrong code: the vtable has no address for the method");
    }
    std::process::exit(if empty { 1 } else { 3 })
}

unsafe extern "C" {
    fn signal(number: i32, handler: extern "C" fn(i32)) -> usize;
}

fn main() {
    let routes: Vec<Box<dyn Route>> = vec![Box::new(Handler(handler, PhantomData))];
    for number in [4, 7, 11] {
        unsafe { signal(number, ended) };
    }
    for route in &routes {
        let [_, vtable]: [*const [usize; 4]; 2] = unsafe { std::mem::transmute(&**route) };
        // Destructor, size, alignment, and the one method.
        let [.., method] = unsafe { vtable.read_volatile() };
        EMPTY.store(method == 0, Relaxed);
        let answer = route.answer();
        println!("answer: {answer}");
        if answer != 42 {
            std::process::exit(3);
        }
    }
}
