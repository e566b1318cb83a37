"""Alerts: when somebody is told of a deadline, what is said, and that it is said once, whatever happens."""
