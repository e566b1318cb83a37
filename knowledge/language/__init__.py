"""How people write: short forms, dialect, typing slips, synonyms, places; all of it data."""
