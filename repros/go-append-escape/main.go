// Asks for a pointer, calls other functions, and looks again at what the pointer leads to.
package main

import (
	"os"
	"unsafe"
)

type item struct {
	id   int64
	name string
}

var kept []item

// work uses as much stack as any ordinary call.
//
//go:noinline
func work(depth int) int {
	var local [64]int
	for i := range local {
		local[i] = 7
	}
	if depth > 0 {
		return work(depth-1) + local[depth%64]
	}
	return local[3]
}

// onStack tells whether an address is near a variable of the caller's frame. The heap is far from every stack.
//
//go:noinline
func onStack(address uintptr) bool {
	var here byte
	distance := int64(address) - int64(uintptr(unsafe.Pointer(&here)))
	return -16384 < distance && distance < 16384
}

func main() {
	id := first([]string{"a"})
	before := *id
	stack := onStack(uintptr(unsafe.Pointer(id)))
	work(20)
	after := *id
	where := "the heap"
	if stack {
		where = "the stack of a function that has returned"
	}
	if before != 100 {
		println("the id was not 100 right after the call")
		os.Exit(2)
	}
	println("the pointer leads into", where)
	if after == 100 {
		println("the id is 100 and stays 100")
		os.Exit(0)
	}
	println("the id was 100 and is something else after other calls")
	os.Exit(1)
}
