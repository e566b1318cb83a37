"""No figure without its source: the last look at an answer before it is given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge.answers.model import Answer

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_ITEM_NUMBER = re.compile(r"(?m)^\s*\d{1,2}\. ")


def figures_of(text: str) -> set[str]:
    """The figures of a text in one spelling: 01 is 1, 1.500.000 is 1500000; 0,75 also counts as its two parts."""
    found: set[str] = set()
    for raw in _FIGURE.findall(text):
        whole = re.sub(r"(?<=\d)\.(?=\d{3}(?:\D|$))", "", raw)
        found.update(part.lstrip("0") or "0" for part in (whole, *re.split(r"[.,]", whole)))
    return found


def unsupported(answer: Answer, question: str) -> set[str]:
    """The figures of an answer that stand in no citation, notice or computed value, nor in the question."""
    sources: Iterable[str] = (
        question,
        *answer.computed,
        *(n.text for n in answer.notices),
        *(part for c in answer.citations for part in (c.quote, c.section, c.document)),
    )
    return figures_of(_ITEM_NUMBER.sub("", answer.text)) - set().union(*map(figures_of, sources))


def only_supported(answer: Answer, question: str) -> Answer:
    """`answer`, without the parts whose figures have no source; the quotes stand for them."""
    if not unsupported(answer, question):
        return answer
    lines = [
        line
        for line in answer.body.splitlines()
        if not unsupported(replace(answer, lead="", excerpt="", body=line), question)
    ]
    kept = replace(answer, body="\n".join(lines))
    if unsupported(replace(kept, lead="", body=""), question):
        kept = replace(kept, excerpt="")
    if unsupported(replace(kept, excerpt="", body=""), question) and answer.citations:
        first = " ".join(answer.citations[0].quote.replace("*", "").split())
        kept = replace(kept, lead=first[:110].rsplit(" ", 1)[0] + " …")
    return kept
