"""A phone in the terminal."""
