"""The channels: each gives the same conversation its form."""
