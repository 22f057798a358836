fn unused() {}

fn main() {
    let found = cfg!(target_feature = "sse4.2");
    println!("compiled for SSE4.2: {}", if found { "yes" } else { "no" });
}
