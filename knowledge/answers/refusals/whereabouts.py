"""Telephone numbers, addresses, accounts, hours and halls: told only by a passage on the subject that has one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.evidence import Scored
from knowledge.answers.fitting import TOLD_TO
from knowledge.answers.readings import Reading
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.language.wording import folded_text, long_form

NEAR_TOP = 3  # best passages in which it must stand
LEAST_LEFT = 0.5  # of a question, beside the words that ask for one of these
ON_SUBJECT = 0.5  # of the content that the passage which holds most of it holds
# What is asked for (folded), what it looks like in a plan (as written), and the sentence that says it is missing.
_SORTS = (
    (
        re.compile(r"(?<!\S)(?:tai khoan)(?!\S)"),
        re.compile(r"tài khoản[^.;]*?\d[\d.]{7,}"),
        "no_contact",
    ),
    (
        re.compile(
            r"(?<!\S)(?:email|hop thu|thu dien tu|trang web|website|zalo|dia chi (?:mail|web|nao|o dau|la gi))(?!\S)"
        ),
        re.compile(r"\S+@\S+\.\w+|(?:https?://|www\.)\S+|\w+\.(?:gov|com|org)\.vn|(?:đường|phố) [A-ZĐÀ-Ỹ]"),
        "no_contact",
    ),
    (
        re.compile(
            r"(?<!\S)(?:so dien thoai|dien thoai|goi (?:cho )?(?:ai|so)|goi .{0,12}so may|"
            r"(?:goi|theo|cho|qua|dien) (?:\S+ ){0,8}so may nao|hotline|duong day nong)(?!\S)"
        ),
        re.compile(r"(?<![\d/])0\d(?:[. ]?\d){7,9}(?![\d/])"),
        "no_contact",
    ),
    (
        re.compile(r"(?<!\S)(?:may gio|gio nao|luc may gio|may h)(?!\S)"),
        re.compile(r"\d{1,2} giờ|\d{1,2}h(?:\d{2})?\b|\d{1,2}:\d{2}|giờ hành chính"),
        "no_venue",
    ),
    (
        re.compile(
            r"(?<!\S)(?:to chuc|hop|trao|khai mac|phat dong|tap huan|mo lop|hoc|nhan|kham)(?!\S)(?: \S+){0,4} "
            r"o (?:dau|cho nao)(?!\S)|"
            r"(?<!\S)(?:hoi nghi|le (?:trao|phat|tong|khoi|bieu)|lop|tap huan|(?:bang|giay) khen)(?!\S)(?: \S+){0,12} "
            r"(?:hop|mo|to chuc|trao|phat|dien ra|so ket|tong ket) (?:o|tai) (?:dau|cho nao|noi nao)(?!\S)|"
            r"(?<!\S)le (?:trao|phat|tong|khoi|bieu)(?: \S+){0,8} o (?:dau|cho nao)(?!\S)|"
            r"(?<!\S)(?<!phoi )(?:hop|hoi nghi|tap huan|lop)(?: \S+){0,8} (?:o phong|phong hop) nao(?!\S)|"
            r"(?<!\S)(?:hoi truong|dia diem)(?: nao| o dau)(?!\S)"
        ),
        re.compile(
            r"(?<!\w)(?:tại|ở) (?:(?!(?:Kế|Mục|Điểm|Khoản|Điều|Phụ|Mẫu|Nghị|Quyết|Hướng|Thông|Luật|Công)\s)[A-ZĐÀ-Ỹ]|"
            r"nhà|hội trường|trụ sở|trung tâm|trạm|sân|xã|thôn|kho|khu)|trụ sở"
        ),
        "no_venue",
    ),
)

_IN_DIFFICULTIES = re.compile(
    r"(?<!\S)(?:vuong|vuong mac|kho khan|gap kho|truc trac|thac mac|khuc mac|chua ro|khong ro)(?!\S)"
)
_LEVEL = re.compile(r"(?<!\S)(?:cua|cap) (xa|huyen|tinh)(?!\S)")
_ANY_LEVEL = frozenset(("xa", "huyen", "tinh"))
_OFFICE = re.compile(r"(?:cuc|chi cuc|phong|ban|trung tam|van phong|kho bac) ")


def whereabouts_missing(asked: Understanding, subject: Subject, ranked: Sequence[Scored]) -> str | None:
    """The name of the sentence that says what of this sort is missing; None where it is there or not asked for."""
    for wanted, looks, sentence in _SORTS:
        if not wanted.search(asked.folded):
            continue
        about = _about(asked, subject, wanted)
        held = max((about.coverage(s.reading) for s in ranked[: 2 * NEAR_TOP]), default=0.0)
        near = (s for s in ranked[:NEAR_TOP] if looks.search(s.reading.passage.text))
        if not any(about.coverage(s.reading) >= ON_SUBJECT * held or _of_help(asked, s) for s in near):
            return sentence
    return None


def whereabouts_first(asked: Understanding, subject: Subject, ranked: Sequence[Scored]) -> list[Scored]:
    """`ranked`, with the passage in front that has the number or the address that is asked for."""
    for wanted, looks, sentence in _SORTS:
        if sentence != "no_contact" or not ranked or not wanted.search(asked.folded):
            continue
        if looks.search(ranked[0].reading.passage.text):
            continue
        about = _about(asked, subject, wanted)
        near = [s for s in ranked[:NEAR_TOP] if looks.search(s.reading.passage.text)]
        if near:
            best = max(near, key=lambda s: (about.coverage(s.reading), s.score))
            lifted = Scored(best.reading, best.score + ranked[0].score, best.via)
            return [lifted, *(s for s in ranked if s is not best)]
    return list(ranked)


def _about(asked: Understanding, subject: Subject, wanted: re.Pattern[str]) -> Subject:
    """Whose number or place it is, not that one is asked for; the whole subject where hardly a word is left."""
    about = subject.part(wanted.sub(" ", asked.folded))
    return about if about.total >= LEAST_LEFT * subject.total else subject


def _of_help(asked: Understanding, found: Scored) -> bool:
    """Whether a passage says who is told of difficulties, to one who has some."""
    return TOLD_TO.search(found.reading.folded) is not None and _IN_DIFFICULTIES.search(asked.folded) is not None


def of_another(asked: Understanding, readings: Sequence[Reading]) -> str | None:
    """The name of the sentence that says what is missing where no whereabouts are told, or those of another body or
    of a body of another level: the account of the province is not that of the commune.
    """
    asked_of = set(_LEVEL.findall(asked.folded))
    level = asked_of.pop() if len(asked_of) == 1 else ""
    bodies = [b for b in asked.bodies if _OFFICE.match(b)]
    for wanted, looks, sentence in _SORTS:
        parts = [p for r in readings for p in re.split(r"(?<=[.;])\s", r.passage.text) if looks.search(p)]
        if not wanted.search(asked.folded):
            continue
        if not parts:
            return sentence
        said = [folded_text(long_form(part)) for part in parts]
        other_level = (
            level and not any(level in s.split() for s in said) and any(_ANY_LEVEL & {*s.split()} for s in said)
        )
        if other_level or (bodies and not any(b in s for b in bodies for s in said)):
            return sentence
    return None
