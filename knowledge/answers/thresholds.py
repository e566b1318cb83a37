"""The asker's own figure beside the plan's: the rule, the comparison, never a verdict on anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answers.composing import Draft
from knowledge.answers.evidence import Scored
from knowledge.answers.sentences import say
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.text import one_line

_NUMBER = r"(\d+(?:,\d+)?)"
_RULE = re.compile(
    rf"(?P<words>(?:(?P<over>trên|vượt|hơn)|(?P<under>dưới|không quá)|(?P<least>từ|tối thiểu|"
    rf"ít nhất))?\s*{_NUMBER}(?:\s*[-–]\s*{_NUMBER})?\s*%(?:\s*/\s*năm)?(?P<up>\s*trở lên)?)"
)
_STOCKS = re.compile(
    r"(\d[\d.]*) (?:ho|nguoi|xa|thon)\D{0,60}?(?:nay|con|hien|xuong|bay gio)\D{0,25}?(\d[\d.]*) (?:ho|nguoi|xa|thon)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rate that a plan sets: at least `low` (more than, when `strict`), at most `high`; `words` as written."""

    low: float | None
    high: float | None
    strict: bool
    words: str

    def meets(self, value: float) -> bool:
        """Whether `value` lies in what the rule says."""
        if self.low is not None and (value <= self.low if self.strict else value < self.low):
            return False
        return self.high is None or (value < self.high if self.strict else value <= self.high)


def compared(asked: Understanding, subject: Subject, ranked: Sequence[Scored], draft: Draft) -> Draft:
    """`draft` with a first line that sets the asker's rate beside the plan's; as it is where there is nothing to
    compare.
    """
    stocks = _STOCKS.search(asked.folded)
    value, half = None, False
    if asked.percents and re.search(
        r"(?<!\S)(?:dat|chua|the nao|so voi|du|duoc khong|ra sao|thi sao)(?!\S)", asked.folded
    ):
        value = asked.percents[0]
    elif stocks:
        first, now = (int(g.replace(".", "")) for g in stocks.groups())
        value, half = (100 * (first - now) / first, True) if first > now > 0 else (None, False)
    if value is None:
        return draft
    rule = _rule(subject, ranked, half)
    if rule is None:
        return draft
    shown = f"{value:.4g}".replace(".", ",")
    kind = ("threshold_half" if half else "threshold") + ("" if rule.meets(value) else "_below")
    kind = {"threshold": "threshold_met"}.get(kind, kind)
    lead = say(f"lead.{kind}", given=shown, share=shown, rule=rule.words)
    body = "\n".join(part for part in (say("lead.no_verdict"), draft.body) if part)
    return replace(
        draft,
        lead=lead,
        excerpt=draft.excerpt or draft.lead,
        body=body,
        computed=(*draft.computed, *((shown,) if half else ())),
    )


def _rule(subject: Subject, ranked: Sequence[Scored], half: bool) -> Rule | None:
    """The rate in the best passage that has one, out of the clause that says most of what is asked."""
    for scored in ranked[:4]:
        text = one_line(scored.reading.passage.text)
        clauses = [c for c in re.split(r"(?<=;)\s+|\s+(?=hoặc )", text) if _RULE.search(c)]
        if not clauses:
            continue
        best = max(clauses, key=lambda c: ("đầu kỳ" in c) * 100 * half + subject.in_text(c))
        found = _RULE.search(best)
        assert found is not None
        return _read(found)
    return None


def _read(found: re.Match[str]) -> Rule:
    first, second = (float(g.replace(",", ".")) if g else None for g in (found[5], found[6]))
    words = " ".join(found["words"].split())
    if second is not None:
        return Rule(first, second, False, words)
    if found["under"]:
        return Rule(None, first, found["under"] == "dưới", words)
    if found["over"]:
        return Rule(first, None, True, words)
    return Rule(first, None, False, words)
