# Nothing: make with all its rules.
