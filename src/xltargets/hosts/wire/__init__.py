"""What all hosts share: calls and actions as plain data, the clock, what is refused."""
