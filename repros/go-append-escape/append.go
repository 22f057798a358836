package main

// misbuilt:region append
// first finds the only name's id; for several names it keeps them all.
//
//go:noinline
func first(names []string) *int64 {
	var found []item
	for i, name := range names {
		found = append(found, item{id: int64(100 + i), name: name})
	}
	if len(found) == 1 {
		return &found[0].id
	}
	kept = found
	return nil
}

// misbuilt:endregion append
