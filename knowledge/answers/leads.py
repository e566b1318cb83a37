"""What stands at the top of an answer: the moment and the duty, a clause under its heading, a list's title."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.answers.evidence import Evidence
from knowledge.answers.first_line import CUT, FIRST_LINE, calm, names_actor, small, whole_items
from knowledge.answers.measures import moment_words
from knowledge.answers.sentences import say
from knowledge.answers.understanding import AWARDS, GROUPS, OCCASIONS, Understanding, named
from knowledge.plans.model import Passage, PassageKind, Plan
from knowledge.text import fold, one_line

LEAST_UNDER_HEADING = 30  # characters that a heading must leave for the line that it is put before
HEADING_SHOWN = 70  # characters of a heading that is put before a line
_SAYS_NOTHING = re.compile(r"(?:duoc )?(?:thuc hien|to chuc|tien hanh)")  # a duty without what is to be done
_YEARLY = re.compile(r"(?:hàng|hằng|mỗi) năm")
_OPENS_LIST = re.compile(r"[,\s]*(?:gồm có|bao gồm|gồm|như sau|sau đây)?[\s:.;]*$")  # the end of a list's title
_NUMBERED = re.compile(r"[IVXLC]+|\d+|[A-H]")  # the first part of a section's path, where that is no annex


def dated_lead(
    asked: Understanding,
    evidence: Evidence,
    passage: Passage,
    score: Callable[[str], float],
    line: Callable[[str, int], str],
) -> str:
    """The moment first, then the duty: "Trước ngày 30/12: hồ sơ ..."; "" when no date is asked for or none is read
    there.
    """
    if not asked.asks("date") or asked.asks("signer", "document", "span"):
        return ""
    found = [
        d
        for d in evidence.facts.deadlines
        if d.moment
        and d.what
        and not _SAYS_NOTHING.fullmatch(fold(d.what).strip(" .,;"))
        and passage.start <= d.start < passage.end
        and (d.dated or not asked.exact_day)
    ]
    if not found:
        return ""
    due = max(found, key=lambda d: (score(d.what or ""), score(d.quote), -d.start))
    moment, duty = moment_words(due), one_line(due.what or "").removesuffix(".")
    if _YEARLY.search(duty):  # said once is enough
        moment = moment.removesuffix(say("lead.yearly", moment="")).rstrip()
    words = line(duty, max(FIRST_LINE - len(moment) - 2, 50))
    return f"{moment[:1].upper()}{moment[1:]}: {small(words, evidence.plan.source)}"


def clause_lead(
    plan: Plan, passage: Passage, score: Callable[[str], float], line: Callable[[str, int], str], text: str, who: bool
) -> tuple[str, str]:
    """The first line, and the line that tells what it is about where it has no room for that itself.

    The heading above the passage is told only if it says something of what is asked, or whose words they are; where it
    is asked `who` acts and only the heading tells that, it comes first.
    """
    alone = line(text, FIRST_LINE)
    heading, said = heading_above(passage, text), {*fold(alone).split(), "cac", "nhung", "doi", "voi"}
    if who and names_actor(heading) and not names_actor(text):
        under = line(text, max(FIRST_LINE - len(heading) - 2, LEAST_UNDER_HEADING))
        return f"{heading}: {small(under, plan.source)}", ""
    if not heading or not (score(heading) > 0 or _names(heading)) or set(fold(heading).split()) <= said:
        return alone, ""
    room = FIRST_LINE - len(heading) - 2
    if room >= LEAST_UNDER_HEADING:
        under = line(text, room)
        if score(under) >= score(alone) and (CUT not in under or CUT in alone) and ": " not in under:
            return f"{heading}: {small(under, plan.source)}", ""
    return alone, say("lead.about", heading=heading)


def _names(heading: str) -> bool:
    """Whether a heading names a group, an award or an occasion: without it nobody knows whose figure it is."""
    folded = f" {fold(heading)} "
    return any(named(table, folded) for table in (GROUPS, AWARDS, OCCASIONS))


def place_of(passage: Passage, said: str) -> str:
    """Where a passage stands: its section and the nearest heading that is not said anyway."""
    annex, _, rest = passage.section.partition(".")
    section = rest if rest and not _NUMBERED.fullmatch(annex) else passage.section
    heading = next((calm(h).rstrip(" .:;") for h in reversed(passage.headings) if not begins(said, h)), "")
    if not heading:
        return say("lead.where_alone", section=section)
    room = FIRST_LINE - len(say("lead.where", section=section, heading=""))
    return say("lead.where", section=section, heading=whole_items(heading, room)).replace("….", "…")


def list_title(title: str, room: int, plan: Plan) -> str:
    """What a list is of, in at most `room` characters: its title as it is read aloud, without the word that opens it.

    What stands in brackets goes first, then what follows the last clause that fits.
    """
    words = _OPENS_LIST.sub("", calm(one_line(title)))
    if len(words) > room:
        words = re.sub(r"\s*\([^()]*\)", "", words)
    return small(whole_items(words, room), plan.source)


def heading_above(passage: Passage, own: str) -> str:
    """The heading right above a passage, as it is put before its words: short, not said by them; "" otherwise."""
    under = passage.headings and passage.kind in (PassageKind.ITEM, PassageKind.PARAGRAPH)
    heading = _OPENS_LIST.sub("", calm(passage.headings[-1])) if under else ""
    return "" if len(heading) > HEADING_SHOWN or "…" in heading or begins(own, heading) else heading


def begins(text: str, heading: str) -> bool:
    return fold(heading)[:30] in fold(text)[: len(heading) + 12]
