"""Plans that officers bring: received, read, reviewed, published, replaced."""
