// rust-lang/rust#158206: a comparison that is both counted with and branched on.
//
// The cursor must stand on the word after the bracket. `with_if` does the same without the cast, and must be right.
// Exit status: 0 both are right, 1 the cast counted wrongly, 3 anything else.
use std::hint::black_box;

#[derive(Clone, Copy, PartialEq)]
enum Token {
    Open,
    Word,
    Close,
}
struct Cursor {
    at: u32,
}

impl Cursor {
    #[inline]
    fn peek(&self, tokens: &[Token; 16]) -> Token {
        tokens[self.at as usize % 16]
    }
    // misbuilt:region bug
    #[inline]
    fn take(&mut self, tokens: &[Token; 16], wanted: Token) -> bool {
        let found = self.peek(tokens) == wanted;
        self.at += found as u32;
        found
    }
    // misbuilt:endregion bug
    #[inline]
    fn take_with_if(&mut self, tokens: &[Token; 16], wanted: Token) -> bool {
        let found = self.peek(tokens) == wanted;
        self.at += if found { 1 } else { 0 };
        found
    }
}

fn name(token: Token) -> &'static str {
    match token {
        Token::Open => "bracket",
        Token::Word => "word",
        Token::Close => "end",
    }
}

#[inline(never)]
fn with_cast(tokens: &[Token; 16], mut cursor: Cursor) -> &'static str {
    if !cursor.take(tokens, Token::Open) {
        return "nothing";
    }
    name(cursor.peek(tokens))
}

#[inline(never)]
fn with_if(tokens: &[Token; 16], mut cursor: Cursor) -> &'static str {
    if !cursor.take_with_if(tokens, Token::Open) {
        return "nothing";
    }
    name(cursor.peek(tokens))
}

fn main() {
    let mut tokens = [Token::Word; 16];
    tokens[0] = Token::Open;
    tokens[15] = Token::Close;
    let tokens = black_box(tokens);
    let cast = with_cast(&tokens, Cursor { at: black_box(0) });
    let control = with_if(&tokens, Cursor { at: black_box(0) });
    println!("after the bracket: {cast}; with if: {control}");
    std::process::exit(match (cast, control) {
        ("word", "word") => 0,
        ("bracket", "word") => {
            println!("wrong code: `found as u32` did not count");
            1
        }
        _ => 3,
    })
}
