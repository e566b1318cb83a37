"""The conversation itself, the same on every channel: what was said goes in, messages come out."""
