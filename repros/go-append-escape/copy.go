package main

// first is that of append.go, with the element copied before its address is taken.
//
//go:noinline
func first(names []string) *int64 {
	var found []item
	for i, name := range names {
		found = append(found, item{id: int64(100 + i), name: name})
	}
	if len(found) == 1 {
		// misbuilt:region copy
		one := found[0]
		return &one.id
		// misbuilt:endregion copy
	}
	kept = found
	return nil
}
