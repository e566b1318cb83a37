"""A sum that stands elsewhere: "nhóm đối tượng số 1 ...: 300.000 đồng", where another article tells who group 1 is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.understanding import Understanding
from knowledge.language.wording import folded_text, long_form

SOURCES = 3  # best passages from which a reference is followed
KEPT = 0.97  # of the source's score: what is found through it stands right with it
_ARTICLE = re.compile(r"Điều (\d+)(?:\.(\d+))?(?:\.([a-zđ]))?(?:\.|$)")
_VALUES = ("money", "percent", "count")


def with_references(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored]) -> list[Scored]:
    """`ranked`, with passages that give the value asked for about a passage found, put right before it.

    A passage is about another when it names its place ("điểm a khoản 2 Điều 2") or the heading it stands under.
    """
    values = [v for v in _VALUES if asked.asks(v)]
    if not values or not ranked or (asked.units and not asked.sum_named):  # things are counted, not money
        return list(ranked)
    found: list[Scored] = []
    for source in ranked[:SOURCES]:
        if any(getattr(source.reading.values, v) for v in values if v != "count"):
            break
        for phrase in _names_of(evidence, source):
            for reading in evidence.readings:
                if reading is source.reading or f" {phrase} " not in f" {reading.folded} ":
                    continue
                if any(getattr(reading.values, v) for v in values if v != "count" or not asked.asks("money")):
                    said = _shared(asked, f"{reading.folded} {reading.context}", source.reading.folded)
                    found.append(Scored(reading, source.score * (KEPT + 0.02 * said), source.reading))
    if not found:
        return list(ranked)
    best = {s.reading.passage.order: s for s in sorted(found, key=lambda s: s.score)}
    top = ranked[0].score
    lifted = [Scored(s.reading, s.score + top, s.via) for s in best.values()]
    rest = [s for s in ranked if s.reading.passage.order not in best]
    return [*sorted(lifted, key=lambda s: (-s.score, s.reading.passage.order)), *rest]


def _names_of(evidence: Evidence, source: Scored) -> list[str]:
    """How other passages may call the place of `source`: by article and point, or by the headings that it stands
    under.
    """
    section = source.reading.passage.section
    names = []
    article = _ARTICLE.search(section)
    if article and article[3]:
        names.append(f"diem {article[3]} khoan {article[2]} dieu {article[1]}".replace("đ", "d"))
    elif article and article[2]:
        names.append(f"khoan {article[2]} dieu {article[1]}")
    own = evidence.plan.by_path.get(section)
    titles = [h for h in (*source.reading.passage.headings, own.title if own else "") if re.search(r"\d", h)]
    names += [folded_text(long_form(t.split(":")[0])) for t in titles]
    return [n for n in dict.fromkeys(names) if len(n.split()) >= 3]


def _shared(asked: Understanding, folded: str, source: str) -> int:
    """How much of the question a passage says that its source does not say: the occasion, not the person."""
    days = sum(f"{d} thang {m}" in folded or f"{d}/{m}" in folded for d, m in asked.named_days)
    own = (w.folded for w in asked.words if len(w.folded) > 2 and f" {w.folded} " not in f" {source} ")
    return 5 * days + sum(f" {w} " in f" {folded} " for w in own)
