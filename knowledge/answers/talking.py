"""Going on from the answer before: "thế còn năm 2025?", "riêng Sơn Động thì sao?"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from knowledge.answers.understanding import AWARDS, GROUPS, OCCASIONS, OWN_DAY, Understanding, named
from knowledge.language.wording import Word
from knowledge.text import fold

MOST_OWN_WORDS = 7  # a question with more words of its own and no opening word stands for itself
MOST_KEPT = 40  # words that are carried from question to question
_OPENING = re.compile(
    r"^(?:(?:da|vang|a|u|ok|roi|ma|va|nhung|the|vay|thi|con|rieng|nua|tiep|cu the)\s+)+|^(?:con|the|vay|rieng|roi|ma)\b"
)
_BARE = frozenset({"date", "days", "span", "count", "percent", "money", "who", "many", "yes_no"})
_POINTS_BACK = re.compile(r"(?<!\S)(?:do|ay|nay|vu do|viec do|cai do|nhu tren|o tren|no)(?!\S)")


# Another document than the plan itself was asked for: "căn cứ quyết định nào", "theo kế hoạch số mấy".
_DOCUMENT = (
    r"(?:quyet dinh|ke hoach|cong van|nghi dinh|chi thi|thong tu|huong dan|nghi quyet|luat|phap lenh|to trinh|van ban)"
)
_OTHER_ASKED = re.compile(
    rf"(?<!\S){_DOCUMENT} (?:nao|gi)(?!\S)|"
    rf"(?<!\S)(?:can cu|theo|dua vao|thay the|vien dan|dan chieu)(?: \S+){{0,2}} {_DOCUMENT}(?!\S)"
)


def remember(asked: Understanding, plan: str | None, section: str, before: tuple[Word, ...] = ()) -> dict[str, str]:
    """What the next question may go on from: words and kinds of this one, its plan, the section that answered."""
    words = [w.written for w in (*asked.words, *before)][:MOST_KEPT]
    return {"words": " ".join(words), "kinds": " ".join(sorted(asked.kinds)), "plan": plan or "", "section": section}


def goes_on(asked: Understanding, topic: Mapping[str, str]) -> bool:
    """Whether the question leans on the one before it."""
    if not topic.get("words"):
        return False
    return _leans(asked) or len(asked.words) <= MOST_OWN_WORDS


def begins_anew(asked: Understanding, topic: Mapping[str, str], phrases: Collection[str]) -> bool:
    """Whether the question, short as it is, asks for something of its own: one of its set `phrases` is a new subject.

    The place stays that of the question before. A group, an award or an occasion is no new subject: it takes the place
    of the one talked of ("doanh nghiệp mấy suất?").
    """
    if _leans(asked) or not asked.kinds - {"yes_no"}:
        return False
    said = f" {fold(topic.get('words', ''))} "
    tables = (GROUPS, AWARDS, OCCASIONS)
    return any(f" {p} " not in said and not any(named(table, p) for table in tables) for p in phrases)


def asks_nothing(asked: Understanding) -> bool:
    """Whether nothing but words of asking was typed ("khi nào?"), which mean something only after another question."""
    named_things = (
        asked.groups,
        asked.awards,
        asked.occasions,
        asked.years,
        asked.section,
        asked.numbered,
        asked.units,
    )
    of_document = OWN_DAY.search(asked.folded) is not None  # "kế hoạch ra ngày nào"
    told = any(named_things) or asked.percents or asked.named_days or of_document
    return asked.kinds <= _BARE and not told


def _leans(asked: Understanding) -> bool:
    return _OPENING.search(asked.folded) is not None or _POINTS_BACK.search(asked.folded) is not None


def continued(asked: Understanding, topic: Mapping[str, str]) -> tuple[Understanding, tuple[Word, ...]]:
    """The question with what it leaves out, and the words of the one before that still hold.

    A new group, award, year or occasion takes the place of the old one of the same sort; the kinds are
    inherited when the new question has none of its own.
    """
    before = topic.get("words", "")
    folded = fold(before)
    kept = [Word(fold(w), 0, 0, w) for w in before.split()]
    own = {w.folded for w in asked.words}
    dropped: set[str] = set(own)
    for table, mine in ((GROUPS, asked.groups), (AWARDS, asked.awards), (OCCASIONS, asked.occasions)):
        if mine:
            dropped |= _words_of(table, folded)
    if asked.years:
        dropped |= set(re.findall(r"20\d\d", folded))
    kinds = (
        asked.kinds
        if asked.kinds - {"yes_no", "purpose"}
        else asked.kinds | frozenset(topic.get("kinds", "").split()) - {"compare", "yes_no"}
    )
    of_other = "document" in topic.get("kinds", "").split() and _OTHER_ASKED.search(folded) is not None
    if of_other and asked.asks("date", "document") and not asked.numbered:  # "cái đó ra ngày nào"
        kinds |= {"document"}
    merged = replace(
        asked,
        of_other=of_other,
        kinds=kinds,
        groups=asked.groups or named(GROUPS, folded),
        awards=asked.awards or named(AWARDS, folded),
        occasions=asked.occasions or named(OCCASIONS, folded),
    )
    return merged, tuple(w for w in kept if w.folded not in dropped)


def _words_of(table: Mapping[str, str], folded: str) -> set[str]:
    """The words of `folded` that name one of the table's things."""
    found: set[str] = set()
    for pattern in table.values():
        for m in re.finditer(rf"(?<!\S)(?:{pattern})(?!\S)", folded):
            found.update(m[0].split())
    return found
