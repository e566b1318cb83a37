"""Copies of everything that is kept, sealed; how they are put back, and how that is rehearsed."""
