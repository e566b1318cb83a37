"""What people type at a step, read as a value."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.conversation.words import plain_words
from bot.people.areas import village_name
from bot.pledges.model import NEEDS
from knowledge.text import fold

LONGEST_NAME, LONGEST_VILLAGE, LONGEST_PLAN = 60, 40, 200
YEARS_AHEAD = 6
# Mobile numbers have ten digits and begin with 03, 05, 07, 08 or 09; landlines have eleven and begin with 02 (Thông tư
# 22/2014/TT-BTTTT and the conversions of 2017-2018).
_PHONE = re.compile(r"0[35789]\d{8}|02\d{9}")
_INTRODUCED = re.compile(r"(?:da )?(?:(?:ten )?(?:toi|em|minh|chau|tui|con)(?: ten)?|ten|ho ten|chu ho)(?: la:?|:) ")
_NOTHING = re.compile(
    r"(?:da )?(?:khong|ko|k|hong|chua)(?: co| can| biet)?(?: gi| dien thoai| dt| so| sdt)*(?: ca| a| dau)?"
)
_CLOSING = r"(?:khong|ko|k|hong|hok|hay khong|duoc khong|chua|vay|the|a|ha|nhi)"
_ASKS = re.compile(
    rf"\?\s*$|\b(?:tai sao|vi sao|lam sao|the nao|nhu the nao|ntn|bao gio|khi nao|o dau|bao nhieu|la gi|lam gi|co phai"
    rf"|co duoc|co bi|co mat|co can|neu)\b|^(?:cho hoi|xin hoi|hoi)\b|\w+ \w+ (?:khong|ko|k|hong|hok) ?{_CLOSING}?$"
)
_SUPPORT = re.compile(
    r"\b(?:cat|mat|giu|con|huong|thoi|bo)\b.{0,30}"
    r"\b(?:ho tro|che do|bao hiem|bhyt|ho ngheo|can ngheo|tro cap|chinh sach)\b"
)

_STANDINGS = {
    "poor": ("ho ngheo", "ngheo", "hn"),
    "near_poor": ("ho can ngheo", "can ngheo", "hcn"),
    "unknown": ("khong ro", "khong biet", "ko ro", "ko biet"),
}
_NEED_WORDS = {
    "credit": r"von|vay",
    "breeding": r"giong|cay|con giong|bo giong|chan nuoi",
    "training": r"hoc nghe|day nghe|hoc",
    "work": r"viec lam|lam viec|viec",
    "housing": r"nha o|nha|sua nha",
    "water": r"nuoc",
    "insurance": r"bao hiem|bhyt|y te",
    "other": r"khac",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the `fields` of a pledge that it gives, or `fault`, the text that says what is wanted."""

    fields: tuple[tuple[str, object], ...] = ()
    fault: str = ""


def says_nothing(text: str) -> bool:
    """Whether the person says that there is nothing to write here: "khong co dien thoai"."""
    return bool(_NOTHING.fullmatch(plain_words(text)))


def asks_something(text: str) -> bool:
    """Whether `text` is a question rather than a value."""
    return bool(_ASKS.search(text.lower())) or bool(_ASKS.search(plain_words(text)))


def asks_about_support(text: str) -> bool:
    """Whether it is the question what becomes of the family's support."""
    return bool(_SUPPORT.search(plain_words(text)))


def read_name(text: str) -> Read:
    """A name as it was typed: letters, at most 60."""
    name = " ".join(text.split()).strip(" .,;:-")
    if introduced := _INTRODUCED.match(fold(name)):
        name = name[introduced.end() :].strip(" .,;:-")
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 2 or len(name) > LONGEST_NAME or any(odd(c, " .'-’") for c in name):
        return Read(fault="wanted_name")
    return Read((("name", name),))


def read_phone(text: str) -> Read:
    """A Vietnamese phone number, however it is grouped."""
    digits = re.sub(r"\D", "", text)
    digits = re.sub(r"^(?:00)?84(?=\d{9}$)", "0", digits)
    if not _PHONE.fullmatch(digits) or re.search(r"[^\W\d_]{3,}", text):
        return Read(fault="wanted_phone")
    return Read((("phone", digits),))


def read_village(text: str) -> Read:
    """A village: words and numbers, at most 40 letters."""
    name = village_name(" ".join(text.split()))
    if (
        not any(c.isalnum() for c in name)
        or len(name) > LONGEST_VILLAGE
        or any(odd(c, " .'-’/,0123456789") for c in name)
    ):
        return Read(fault="wanted_village")
    return Read((("village", name),))


def read_standing(text: str) -> Read:
    """The class that the commune has written down."""
    words = re.sub(r"^(?:nha (?:toi|em|minh) |la |dang |thuoc |dien )+|(?: a| roi)$", "", plain_words(text)).strip()
    standing = next((name for name, forms in _STANDINGS.items() if words in forms), None)
    return Read((("standing", standing),)) if standing else Read(fault="wanted_standing")


def read_aim(text: str, this_year: int) -> Read:
    """What the household wants, and by which year if that is said too: "thoat can ngheo 2027"."""
    words = plain_words(text)
    year = read_year(text, this_year)
    if re.search(r"\bcan ngheo\b|\btcn\b", words):
        aim = "exit_near_poor"
    elif re.search(r"\bngheo\b|\btn\b", words):
        aim = "exit_poor"
    else:
        return Read(fault="wanted_aim")
    return Read((("aim", aim), *year.fields))


def read_year(text: str, this_year: int) -> Read:
    """A year from this one on."""
    found = re.findall(r"(?<!\d)(20\d\d)(?!\d)", text)
    if len(found) != 1 or not this_year <= int(found[0]) <= this_year + YEARS_AHEAD:
        return Read(fault="wanted_year")
    return Read((("year", int(found[0])),))


def read_needs(text: str, chosen: tuple[str, ...]) -> Read:
    """Needs by number ("1 3") or by their words; what was chosen before and is named again is taken back."""
    words = plain_words(text)
    if re.fullmatch(r"[1-8](?: ?[1-8])*", words):
        named = [NEEDS[int(digit) - 1] for digit in dict.fromkeys(words.replace(" ", ""))]
    else:
        named = [need for need, pattern in _NEED_WORDS.items() if re.search(rf"\b(?:{pattern})\b", words)]
        if len(words.split()) > 12:
            named = []
    if not named:
        return Read(fault="wanted_needs")
    kept = set(chosen) ^ set(named)
    return Read((("needs", tuple(need for need in NEEDS if need in kept)),))


def read_how(text: str) -> Read:
    """How the household means to do it: some words of its own."""
    said = " ".join(text.split())
    if len(said) > LONGEST_PLAN or not any(c.isalpha() for c in said) or "<" in said or ">" in said:
        return Read(fault="wanted_how")
    return Read((("how", said),))


def odd(sign: str, allowed: str) -> bool:
    """Whether `sign` is neither a letter (with its marks) nor one of those allowed."""
    return sign not in allowed and unicodedata.category(sign)[0] not in "LM"
