"""Pledges to exit poverty. A pledge is not a recognition, and nothing here decides about a household."""
