"""Questions about the slogan of a movement: the words that a plan sets between quotation marks as its aim."""

from __future__ import annotations

import re

from knowledge.answers.composing import Draft, cite, own_words, proof, scorer
from knowledge.answers.evidence import Evidence
from knowledge.answers.spans import shorten
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.plans.model import Passage, PassageKind

SHOWN = 330  # characters of the passage that holds the slogan
LEAST_WORDS, MOST_CHARACTERS = 4, 86
_ASKED = re.compile(r"(?<!\S)(?<!ho )(?<!treo )(?<!cang )(?<!dan )(?<!bang )khau hieu(?!\S)")
_QUOTED = re.compile(r"(?P<before>[^“\"]{0,40})[“\"]\s*(?P<words>[^“”\"]+?)\s*[”\"]")
# What the name of a movement, a fund or a month follows: no slogan.
_NAMES = re.compile(r"(?:phong trào|thi đua|vận động|quỹ|cao điểm|chương trình|đề án|đợt|ngày)\s*$", re.IGNORECASE)
_AIMS = re.compile(r"(?:khẩu hiệu|phấn đấu|cả nước|thông điệp|phương châm|tinh thần|mục tiêu)\s*:?\s*$", re.IGNORECASE)


def slogan(asked: Understanding, subject: Subject, evidence: Evidence) -> Draft | None:
    """The slogan that is asked for, one said to be an aim before any other; None for other questions or without one."""
    if not _ASKED.search(asked.folded) or asked.asks("count", "yes_no", "money", "date"):
        return None
    found = [
        (bool(_AIMS.search(m["before"])), subject.in_text(m["words"]), -passage.order, m["words"], passage)
        for passage in evidence.plan.passages
        if passage.kind in (PassageKind.ITEM, PassageKind.PARAGRAPH)
        for m in _QUOTED.finditer(passage.text)
        if not _NAMES.search(m["before"]) and _fits(m["words"])
    ]
    if not found:
        return None
    *_, words, passage = max(found, key=lambda one: one[:3])
    return _draft(evidence, passage, " ".join(words.split()), asked, subject)


def _fits(words: str) -> bool:
    return len(words.split()) >= LEAST_WORDS and len(words) <= MOST_CHARACTERS


def _draft(evidence: Evidence, passage: Passage, words: str, asked: Understanding, subject: Subject) -> Draft:
    score = scorer(asked, subject)
    spans = proof(evidence.plan, [passage], lambda piece: score(piece) + (words in " ".join(piece.split())))
    excerpt = shorten(own_words(passage), SHOWN, score)
    return Draft(f"“{words}”.", "", excerpt, tuple(cite(evidence.plan, s) for s in spans))
