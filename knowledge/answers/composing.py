"""From evidence to the words of an answer: a first line, what follows it, and the slices that prove it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.first_line import calm, first_line, small
from knowledge.answers.fitting import TOLD_TO
from knowledge.answers.leads import clause_lead, dated_lead, heading_above, place_of
from knowledge.answers.model import Answer, Citation, Intent, Notice, Status, Suggestion
from knowledge.answers.sentences import say
from knowledge.answers.spans import MAX_QUOTE, Span, merge, shorten, span_of, tight_span_of
from knowledge.answers.subject import Subject
from knowledge.answers.tables import head_of, row_words
from knowledge.answers.understanding import Understanding
from knowledge.answers.values import counted_unit, value_patterns, without_documents
from knowledge.plans.markers import marker_of
from knowledge.plans.model import Passage, PassageKind, Plan
from knowledge.text import fold, one_line

SHOWN = 380  # characters of the passage shown under it
VISIBLE = 410  # characters of both where a second one is shown
SECOND_SHOWN = 190  # ... of a second passage that is as likely
ELSEWHERE = 190  # ... as it is shown, with its heading
CLOSE = 0.65  # a second passage with this part of the first one's score may be the one
MOST_CITATIONS = 3
KNOWN_ALREADY = 1.2  # of the weight of words that the question says are known: they are not what is asked for
VALUE_BONUS = 40.0  # of a clause that holds a value of the sort asked for
ANOTHER_VALUE = 0.4  # of it for a second value, where two are asked for, in parts of the content that a piece holds
VALUE_FIRST = 120.0  # ... in a first line: the value belongs in it


# Somebody is asked for who is handed something, and how a text names them (both folded).
_TO_WHOM = re.compile(r"(?<!\S)(?:gui|nop|bao|trinh|phan anh|chuyen)(?!\S)(?: \S+){0,4}? (?:dau|ai|nao|may)(?!\S)")
_RECEIVES = re.compile(
    r"(?<!\w)(?:gui|nop|bao cao|phan anh|trinh|ve|qua|cho)(?: ve| cho| qua| len)? "
    r"(?:so|ubnd|uy ban|phong|chu tich|hoi dong|ban|co quan|bo|van phong|mat tran|thu tuong)(?!\w)"
)
# A body of one sort is asked for, and how a text names one: "bộ nào", "Bộ Tài chính".
_OF_SORT = re.compile(r"(?<!\S)(bo|phong|hoi|cuc|vu|ngan hang|chi cuc|trung tam) (?:nao|gi)(?!\S)")
_SORT_SAID = {
    "bo": "Bộ",
    "phong": "[Pp]hòng",
    "hoi": "Hội",
    "cuc": "Cục",
    "vu": "Vụ",
    "ngan hang": "Ngân hàng",
    "chi cuc": "Chi cục",
    "trung tam": "Trung tâm",
}
# Whom something is for is asked, and how a text names them (folded).
_WHOM = re.compile(r"(?<!\S)doi tuong nao(?!\S)|(?<!\S)cho (?:nhung )?ai(?!\S)")
_FOR_WHOM = re.compile(
    r"(?<!\w)(?:doi voi|cho|tang|gom|cua) (?:cac |nhung )?"
    r"(?:tap the|ca nhan|ho |nguoi|doanh nghiep|can bo|cong chuc|doi tuong)"
)
_HOW_MUCH = re.compile(r"(?<!\S)(?:bao nhieu|may)(?!\S)")
# Two questions, each with a line of its own.
_TWO_THINGS = re.compile(r"(?<!\S)(?:phan tram|bao nhieu|may \S+) (?:va|con|roi) ")
_BOTH = re.compile(r"(?<!\S)(?:va khi|so (?:voi )?so luong|khac gi|so voi|va luc|con khi|hay la)(?!\S)")
_WHERE = re.compile(
    r"(?<!\S)(?:phan|muc|diem|khoan|chuong|dieu) (?:nao|may)(?!\S)|(?<!\S)(?:o|vao|trong) (?:phan|muc) nao(?!\S)"
)


@dataclass(frozen=True)
class Draft:
    """An answer from one plan before notices: `excerpt` is the part of the first citation that is shown."""

    lead: str
    body: str
    excerpt: str
    citations: tuple[Citation, ...]
    computed: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    def answer(
        self,
        plan: str | None,
        notices: tuple[Notice, ...],
        topic: Mapping[str, str],
        suggestions: tuple[Suggestion, ...] = (),
    ) -> Answer:
        """The answer that it is, from `plan` if it is from one alone."""
        return Answer(
            Status.ANSWERED,
            Intent.QUESTION,
            self.lead,
            self.body,
            self.excerpt,
            plan,
            self.citations,
            notices,
            self.computed,
            topic=topic,
            suggestions=suggestions,
        )


def scorer(asked: Understanding, subject: Subject, bonus: float = VALUE_BONUS) -> Callable[[str], float]:
    """How much of what is asked stands in a piece of text: its content, and `bonus` for a value of the sort asked."""
    known = subject.part(asked.besides)
    kinds = asked.kinds | {"percent"} if asked.percents and asked.asks("count") else asked.kinds
    patterns = value_patterns(kinds, exact_day=asked.exact_day, units=asked.units)
    if asked.asks("who") and (sort := _OF_SORT.search(asked.folded)):
        patterns.append(re.compile(rf"(?<!\w){_SORT_SAID[sort[1]]} [A-ZĐÀ-Ỹ]"))
    elif asked.turns_to:
        patterns.append(TOLD_TO)
    elif asked.asks("who") and _TO_WHOM.search(asked.folded):
        patterns.append(_RECEIVES)
    if asked.asks("who") and _WHOM.search(asked.folded):
        patterns.append(_FOR_WHOM)
    sorts, documents = tuple(patterns), asked.asks("document")
    several = len(_HOW_MUCH.findall(asked.folded)) > 1 and not _TWO_THINGS.search(asked.folded)

    def score(piece: str) -> float:
        value = subject.in_text(piece) - KNOWN_ALREADY * known.in_text(piece)
        if found := _values_in(piece, documents, sorts):
            value += bonus
            if several and found > 1:
                value += ANOTHER_VALUE * bonus * subject.in_text(piece) / (subject.total or 1.0)
        return value

    return score


@lru_cache(maxsize=8192)
def _values_in(piece: str, documents: bool, sorts: tuple[re.Pattern[str], ...]) -> int:
    """How many different values of `sorts` stand in a piece; those that only name a document count with `documents`."""
    own = piece if documents else without_documents(piece)
    plain = fold(own)
    found = any(p.search(own) or p.search(plain) for p in sorts)
    return max(1, sum(len({m[0] for m in p.finditer(plain)}) for p in sorts)) if found else 0


def cite(plan: Plan, span: Span) -> Citation:
    """The citation of a slice of `plan`."""
    document = plan.profile.document if plan.profile else plan.id
    return Citation(plan.id, document, span.section, plan.quote(span.start, span.end), span.start, span.end)


def from_passages(asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored]) -> Draft:
    """An answer out of the best passages: the clause that says it, the passage around it, a second one when it is
    close.
    """
    plan, score = evidence.plan, scorer(asked, subject)
    several = _one_for_each(asked, ranked)
    ranked = several or ranked
    best = [s.reading.passage for s in ranked[:6]]
    spans = proof(plan, best, score)
    first, opening = whole_words(plan, best[0], score), asked.asks("who", "duty")
    second = ranked[1] if len(ranked) > 1 else None
    close = (
        second is not None
        and (bool(several) or second.score >= CLOSE * ranked[0].score)
        and one_line(second.reading.passage.text) not in one_line(first)
    )
    told = scorer(asked, subject, VALUE_FIRST)
    line = partial(first_line, score=told, joined=subject.keeps_together)
    line, body = partial(line, who=opening), ""
    if second and close:
        body = _elsewhere(plan, second.reading.passage, line, "" if several else heading_above(best[0], first))
        body = body if several else say("lead.also", words=body)
    if several and len(asked.years) > 2 and close and len(best) > 2:
        body += "\n" + _elsewhere(plan, best[2], line, "")
    room = VISIBLE - len(body) if body else SHOWN
    excerpt = shorten(first, room, score, opening)
    if asked.asks("who") and asked.asks("date"):  # the heading tells whose duty it is
        excerpt = _under_heading(best[0], room, score, opening, first)
    lead, about = dated_lead(asked, evidence, best[0], told, line), ""
    if not lead:
        lead, about = clause_lead(plan, best[0], told, line, first, asked.asks("who"))
    if _WHERE.search(asked.folded) and best[0].headings:
        body = "\n".join(part for part in (lead, body) if part)
        lead = place_of(best[0], lead)
    if len(asked.units) > 1:
        each = _each_unit(asked, ranked, score)
        body = "" if each.rstrip(" .;") in excerpt and each else each or body
    receiver = _receiver(asked, evidence, best[0])
    if receiver and receiver not in f"{lead} {excerpt}":
        about = say("lead.receiver", receiver=receiver)
    body = "\n".join(part for part in (about, body) if part)
    return Draft(lead, body, excerpt, tuple(cite(plan, s) for s in spans))


def _elsewhere(plan: Plan, passage: Passage, line: Callable[[str, int], str], said: str) -> str:
    """What another passage says, after the heading that tells what it is about unless that is `said` already."""
    own = calm(own_words(passage))
    heading = heading_above(passage, own)
    heading = "" if heading == said else heading
    words = line(own, ELSEWHERE - len(heading))
    return f"{heading}: {small(words, plan.source)}" if heading else words


def _each_unit(asked: Understanding, ranked: Sequence[Scored], score: Callable[[str], float]) -> str:
    """For a question that counts several things, a clause for each of them."""
    lines = []
    for unit in asked.units:
        counted = counted_unit(unit)
        found = next((s for s in ranked[:6] if counted.search(s.reading.folded)), None)
        if found is None:
            return ""
        clauses = [c for c in re.split(r"(?<=[;.])\s+", own_words(found.reading.passage)) if counted.search(fold(c))]
        lines.append(shorten(max(clauses, key=score), SECOND_SHOWN, score) if clauses else "")
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _receiver(asked: Understanding, evidence: Evidence, passage: Passage) -> str:
    """To whom the duty of a passage is to be sent, where its deadline tells; "" otherwise."""
    if not asked.asks("date", "days"):
        return ""
    due = [d for d in evidence.facts.deadlines if passage.start <= d.start < passage.end and d.to_whom and d.dated]
    return one_line(due[0].to_whom or "").replace("( ", "(").replace(" )", ")") if due else ""


def _one_for_each(asked: Understanding, ranked: Sequence[Scored]) -> list[Scored]:
    """For a question that names several years, occasions or awards, the best passage for each of them first."""
    chosen: list[Scored] = []
    if len(asked.years) > 1:
        for year in asked.years:
            told = (s for s in ranked if str(year) in " ".join(s.reading.folded.split()[:8]) and s not in chosen)
            chosen += [s for s in [next(told, None)] if s]
    elif asked.asks("compare", "many") or _BOTH.search(asked.folded):
        for names, of in ((asked.occasions, "occasions"), (asked.awards, "awards")):
            if len(names) > 1 and not chosen:
                for name in names:
                    only = (s for s in ranked if name in getattr(s.reading, of) and s not in chosen)
                    chosen += [s for s in [next(only, None)] if s]
    return [*chosen, *(s for s in ranked if s not in chosen)] if len(chosen) > 1 else []


def _under_heading(passage: Passage, limit: int, score: Callable[[str], float], opening: bool, text: str = "") -> str:
    """A passage in at most `limit` characters, after the heading right above it where that is short: whose words they
    are.
    """
    own = text or own_words(passage)
    heading = heading_above(passage, own)
    words = shorten(own, max(limit - len(heading) - 2, 60) if heading else limit, score, opening)
    return f"{heading}: {words}" if heading else words


def proof(plan: Plan, best: Sequence[Passage], score: Callable[[str], float]) -> list[Span]:
    """What is quoted: the best passage alone first, then it and the next ones with what stands around them."""
    first = tight_span_of(plan, best[0], score)
    around = merge([span_of(plan, p, score) for p in best], MOST_CITATIONS)
    return [first, *(s for s in around if not (first.start <= s.start and s.end <= first.end))][:MOST_CITATIONS]


def whole_words(plan: Plan, passage: Passage, score: Callable[[str], float]) -> str:
    """The text to show of the best passage: itself, or with what stands under it when it is a bare heading."""
    head = head_of(plan, passage)
    if head:
        return row_words(head, passage)
    if passage.kind is PassageKind.HEADING:
        span = span_of(plan, passage, score)
        under = re.sub(r"\s*\n\s*[-+]?\s*", "; ", plan.quote(passage.start, span.end).replace("*", ""))
        mark = marker_of(under)
        heading, _, rest = (under[mark.length :] if mark else under).partition("; ")
        return f"{calm(heading).rstrip(' :.')}: {rest}" if rest else calm(heading)
    if passage.end - passage.start > MAX_QUOTE:
        span = tight_span_of(plan, passage, score)
        return one_line(plan.quote(span.start, span.end))
    return own_words(passage)


def own_words(passage: Passage) -> str:
    """A passage on one line without the mark that it begins with."""
    words = one_line(passage.text)
    mark = marker_of(words)
    return words[mark.length :] if mark else words
