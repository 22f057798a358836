// What every program of this reproducer imports: prepare.sh compiles it once.
package main

import (
	"os"
	"runtime"
)

func main() {
	runtime.KeepAlive(os.Args)
}
