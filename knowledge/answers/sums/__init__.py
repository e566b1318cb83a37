"""Sums that a question asks for: only of figures of the plan that may be added up, each term told and cited."""
