"""What the bot remembers. SQL lives in this package alone; dataclasses come out of it."""
