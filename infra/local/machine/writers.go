package machine

import (
	"slices"

	"transom/events"
)

// writers are the functions that may write a table.
func writers(topology []events.Function, table string) (names []string) {
	for _, f := range topology {
		if slices.ContainsFunc(f.May, func(r events.Right) bool { return r.On == events.Resource("table/"+table) && changes(r) }) {
			names = append(names, f.Name)
		}
	}
	return names
}

// changes reports whether a right to a table is one to change it.
func changes(r events.Right) bool {
	return slices.ContainsFunc(r.Can, func(action string) bool {
		return action == "PutItem" || action == "UpdateItem" || action == "DeleteItem"
	})
}
