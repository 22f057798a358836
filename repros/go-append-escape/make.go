package main

// first is that of append.go, with the slice made before it grows.
//
//go:noinline
func first(names []string) *int64 {
	// misbuilt:region make
	found := make([]item, 0, len(names))
	// misbuilt:endregion make
	for i, name := range names {
		found = append(found, item{id: int64(100 + i), name: name})
	}
	if len(found) == 1 {
		return &found[0].id
	}
	kept = found
	return nil
}
