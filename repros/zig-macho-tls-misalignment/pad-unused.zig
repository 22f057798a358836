// The pad as a Zig variable. `export` does not keep it: -dead_strip removes it where nothing uses it.
export threadlocal var mb0001_tls_pad: u128 align(16) = 1;
