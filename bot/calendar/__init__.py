"""The calendar of the plans: which duties fall on which day, as a list, a calendar file and a picture of a year."""
