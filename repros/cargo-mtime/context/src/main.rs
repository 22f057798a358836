fn main() {
    println!("the service is up");
}
