"""Which plans a question is about: those of the places that it names, or the one that the person chose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.answers.evidence import Evidence
from knowledge.answers.model import Question
from knowledge.language.places import Gazetteer, Place
from knowledge.language.wording import Word
from knowledge.library import Library
from knowledge.plans.model import Plan
from knowledge.text import fold, folded_syllables

TITLE_RUN, LEAST_LEFT = 5, 4  # words


class Scope:
    """The places of a question and the plans of a library that they lead to."""

    def __init__(self, library: Library, evidence: Mapping[str, Evidence]) -> None:
        self.library = library
        self._evidence = evidence
        self._gazetteer = Gazetteer(library)

    def places(self, text: str, folded: str) -> list[Place]:
        """The places that a question names; `folded` is its long form."""
        return self._gazetteer.find(text, folded)

    def spelled_out(self, text: str) -> str:
        """A question with the names of places that are cut to a letter and their last syllable ("BThuận") whole."""
        return self._gazetteer.spelled_out(text)

    def own_names(self, places: list[Place]) -> list[Place]:
        """The places that name a whole plan, or none: a place inside a plan's own stays a word of the question."""
        return [
            p
            for p in places
            if not any(
                f" {_bare(p)} " in f" {self._evidence[i].folded} " and _bare(p) not in self._name_of(i) for i in p.plans
            )
        ]

    def _name_of(self, plan_id: str) -> str:
        profile = self.library[plan_id].profile
        return (
            fold(" ".join((profile.name, profile.territory, profile.since_2025 or "", *profile.aliases)))
            if profile
            else ""
        )

    def is_local(self, places: list[Place]) -> bool:
        """Whether a place is named that lies inside a plan's own and that the plan does not speak of."""
        for place in places:
            for plan in place.plans if len(place.plans) == 1 else ():
                if _bare(place) not in self._name_of(plan):
                    return f" {_bare(place)} " not in f" {self._evidence[plan].folded} "
        return False

    def plans(self, question: Question, places: list[Place]) -> tuple[list[Plan], str]:
        """The plans that a question is about, and the place without a plan that it names."""
        chosen = question.plan if question.plan in self.library else None
        own = f" {self._evidence[chosen].folded} " if chosen else ""
        named: dict[str, None] = {}
        unknown = ""
        for place in places:
            if chosen and (chosen in place.plans or f" {fold(place.name)} " in own):
                named[chosen] = None
            elif place.plans:
                named.update(dict.fromkeys(place.plans))
            else:
                unknown = place.name
        if chosen and (not places or (chosen in named and len(named) == 1)):
            return [self.library[chosen]], unknown
        if named:
            return [self.library[p] for p in named], unknown
        if unknown:
            return [], unknown
        return [self.library[chosen]] if chosen else list(self.library), ""


def without_title(words: Sequence[Word], plan: Plan) -> list[Word]:
    """The words of a question without those that only name the document: a run of its title of some length.

    All of them where fewer than `LEAST_LEFT` are left.
    """
    title = f" {' '.join(folded_syllables(plan.metadata.title or ''))} "
    plain = [w.folded for w in words]
    kept = list(words)
    for size in range(len(plain), TITLE_RUN - 1, -1):
        for i in range(len(plain) - size + 1):
            if f" {' '.join(plain[i : i + size])} " in title:
                kept = [*words[:i], *words[i + size :]]
                return kept if len(kept) >= LEAST_LEFT else list(words)
    return kept


def _bare(place: Place) -> str:
    """A place's folded name without "tỉnh", "huyện" and the like."""
    return re.sub(r"^(?:(?:huyen|thi xa|thanh pho|quan|xa|tinh|phuong|tp|tx|h) )+", "", fold(place.name))
