"""Answers looked up in processes of their own, so that all cores of the machine work on questions."""
