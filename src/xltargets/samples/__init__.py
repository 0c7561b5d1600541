"""A sample company: made-up people and sales, the same in every run, and the mistakes that teams make."""
