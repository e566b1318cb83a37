"""Two plans asked two things: "Hà Nam sơ kết năm nào, Hà Tây nộp báo cáo trước ngày nào"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.answers.talking import continued, remember
from knowledge.answers.understanding import Understanding
from knowledge.language.places import Place
from knowledge.language.wording import Word

# What parts a question: a mark, or "còn" before the next place.
_BORDER = re.compile(r"[,;:?]\s+|\s+(?=(?:còn|con|thế còn|the con)\s)", re.IGNORECASE)
_ASKS = re.compile(r"(?<!\S)(?:ai|nao|gi|dau|may|bao nhieu|bao gio|bao lau|sao|the nao)(?!\S)")

Part = tuple[Understanding, tuple[Word, ...], str]  # what one plan is asked, what holds from the rest, its own text


def each_asked(
    text: str, plans: Sequence[str], read: Callable[[str], tuple[list[Place], Understanding]]
) -> dict[str, Part]:
    """What each of `plans` is asked by its own clause of `text`, which `read` understands; {} where one question is
    asked of all of them.
    """
    shared: tuple[Word, ...] = ()
    found: dict[str, Part] = {}
    first: Understanding | None = None
    for piece in (p for p in _BORDER.split(text) if p.strip()):
        places, asked = read(piece)
        named = {plan for place in places for plan in place.plans}
        if not named and first is None:
            shared += asked.words
            continue
        if len(named) != 1 or not named <= set(plans) or named & found.keys() or not _ASKS.search(asked.folded):
            return {}
        before = shared
        if first is not None:
            asked, kept = continued(asked, remember(first, None, ""))
            before = (*shared, *kept)
        first = first or asked
        found[named.pop()] = asked, before, piece
    return found if len(found) == len(plans) else {}
