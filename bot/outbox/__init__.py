"""The outbox: every message that answers nobody, sent once, whatever happens."""
