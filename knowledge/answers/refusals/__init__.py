"""When a plan does not answer, and what is said then: by rule, never by score."""
