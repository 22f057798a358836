# MB0028: the package alone; its dependencies stay built.
"$CARGO" clean --release --package service
"$CARGO" build --release
