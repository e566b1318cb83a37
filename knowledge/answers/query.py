"""A question on its way to an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.language.wording import Word


@dataclass(frozen=True)
class Query:
    """A question on its way: understood, with what it takes from the one before."""

    asked: Understanding
    before: tuple[Word, ...]
    section: str
    subject: Subject
    today: date
    text: str

    @property
    def day(self) -> date:
        """The day that is asked about: the end of a year before this one that the question names, else today."""
        years = [year for year in self.asked.years if year < self.today.year]
        return date(max(years), 12, 31) if years else self.today
