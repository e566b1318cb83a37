"""What an answer leaves unsaid of its question, and when that is too much for it to be the answer.

The passage nearest to a question shares words with it whether or not it answers: how many tells little. Which ones are
left out tells more. Right answers seldom say "bao nhiêu" or "nhà em" and nearly always "lệ phí" where that is asked; a
passage that only lies near leaves out just such a word. How often either says a word, or two neighbouring words, was
counted on questions with known answers (`unsaid.tsv`); the weights are those of a logistic regression on them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.refusals.told import Told
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.language.wording import Word

# A word that was hardly counted: as if it had been asked so often more, and left unsaid so often.
MORE, RIGHT_UNSAID, NEAR_UNSAID = 3.0, 1.2, 1.8
PAIR_MORE, PAIR_UNSAID, SURE = 1.0, 0.3, 0.999
# The weights of `Unsaid`, in its order, and what is too much: found on 4,367 questions about 22 plans and documents,
# each document's questions judged by what the others taught. At this bound one right answer in twenty-six is held
# back, and four in ten of those to questions that a plan does not answer and that no rule finds.
WEIGHTS, BASE = (5.33, 0.34, 2.21, -1.64, 2.87), -3.13
MOST = 1.3


@dataclass(frozen=True, slots=True)
class Counted:
    """How many questions have a term, and in how many of them it is left unsaid: by the right answer, and by the
    nearest passage of a plan that does not answer.
    """

    right: int
    right_unsaid: int
    near: int
    near_unsaid: int


NEVER = Counted(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What an answer leaves unsaid, in figures.

    `near`: how much more likely a near passage than a right answer says and leaves out just these words: the mean over
    the words of the natural logarithm of the ratio. `pair`: the surprise, -ln of the share, that a right answer leaves
    out the most telling two neighbouring words. `absent`: the share of the question's content that the plan has
    nowhere. `margin`: by which part of its score the best passage is ahead of the second. `first`: 1 if that one is
    quoted, 0 if the answer was found by what it is (a list, a fact).
    """

    near: float
    pair: float
    absent: float
    margin: float
    first: float

    @property
    def doubt(self) -> float:
        """The logarithm of the odds that this is not the answer."""
        figures = (self.near, self.pair, self.absent, self.margin, self.first)
        return BASE + sum(weight * figure for weight, figure in zip(WEIGHTS, figures, strict=True))

    @property
    def is_too_much(self) -> bool:
        """Whether so much is unsaid that the answer is held back."""
        return self.doubt > MOST


@cache
def _counted() -> Mapping[str, Counted]:
    text = (files("knowledge") / "data" / "lexicon" / "unsaid.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {term: Counted(*map(int, counts)) for term, *counts in rows}


def unsaid(asked: Understanding, subject: Subject, evidence: Evidence, told: Told, ranked: Sequence[Scored]) -> Unsaid:
    """What an answer leaves unsaid of what is `asked`: it tells `told`, out of `evidence` where `ranked` was found."""
    says = _says(subject, told.whole)
    words = [(w.folded, says(w.folded)) for w in asked.words if _counts(w)]
    leads = [_lead(word, said) for word, said in words]
    pairs = [_surprise(*one, *other) for one, other in itertools.pairwise(words) if not (one[1] and other[1])]
    best = ranked[0].score if ranked else 0.0
    ahead = (best - ranked[1].score) / best if best and len(ranked) > 1 else 1.0
    return Unsaid(
        near=sum(leads) / max(len(leads), 1),
        pair=max(pairs, default=0.0),
        absent=subject.share_absent(evidence),
        margin=ahead,
        first=float(bool(ranked) and any(r is ranked[0].reading for r in told.readings)),
    )


def _counts(word: Word) -> bool:
    """Whether a word is one: not a letter, and no figure."""
    return len(word.folded) > 1 and not any(c.isdigit() for c in word.folded)


def _says(subject: Subject, whole: str) -> Callable[[str], bool]:
    """Tells whether a word, or one that means the same, stands in the folded text `whole`."""
    text = f" {whole} "
    return lambda word: any(f" {one} " in text for one in subject.with_synonyms((word,)))


def _lead(word: str, said: bool) -> float:
    """How much more likely a near passage than a right answer says `word`, or leaves it out; as a logarithm."""
    known = _counted().get(word, NEVER)
    right = (known.right_unsaid + RIGHT_UNSAID) / (known.right + MORE)
    near = (known.near_unsaid + NEAR_UNSAID) / (known.near + MORE)
    return math.log((1 - near) / (1 - right)) if said else math.log(near / right)


def _surprise(one: str, one_said: bool, other: str, other_said: bool) -> float:
    """How surprising it is that a right answer leaves out one of two neighbouring words, or both."""
    together = _counted().get(f"{one} {other}", NEVER)
    if together.right:
        return -math.log(_share(together))
    apart = [_share(_counted().get(w, NEVER)) for w, said in ((one, one_said), (other, other_said)) if not said]
    return -math.log(max(apart))


def _share(known: Counted) -> float:
    return min((known.right_unsaid + PAIR_UNSAID) / (known.right + PAIR_MORE), SURE)
