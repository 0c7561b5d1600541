"""The add-in for each program, built from the registries of functions and actions. Nothing here runs in a host."""
