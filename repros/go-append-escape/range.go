// Reads a slice in a loop that gives its variable another array.
package main

import "os"

var kept []int64

// misbuilt:region range
// digits reads s in the order in which it was when the loop began.
//
//go:noinline
func digits() int64 {
	var s []int64
	for i := int64(1); i <= 4; i++ {
		s = append(s, i)
	}
	seen := int64(0)
	for i, digit := range s {
		seen = seen*10 + digit
		if i == 0 {
			s = s[3:3]
			s = append(s, 9, 9)
		}
	}
	kept = s
	return seen
}

// misbuilt:endregion range

func main() {
	seen := digits()
	println("the loop saw", seen)
	if seen == 1234 {
		os.Exit(0)
	}
	if seen == 1934 {
		println("the new array was put where the old one lies")
	}
	os.Exit(1)
}
