"""What a question asks of a subject besides its name: who checks it, on which form, what follows, at which feast.

A plan that says what is to be done with a thing mostly does not say who approves it, on which form it is written or
what befalls those who fail: an answer tells that only where it has a word of the same class.
"""

from __future__ import annotations

import re
from functools import cache

from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.language.lexicon import read_data

_WHO = (
    r"(?:ai|(?:so|phong|ban|co quan|don vi|cap|ben|noi|bo|nguoi|to chuc|hoi|uy ban|dua|ong|to|bo phan) nao|bo phan mo)"
)
_ADVERBS = r"(?:(?:la|se|phai|duoc|co|di|dung ra|dung|ngoi|nguoi|lo|chiu trach nhiem|xuong|ve|lai|giup) )*"
# What one may, must or gets, asked with yes or no: "có được ... không"; not whether one is in time or right.
_RIGHT = re.compile(
    r"(?<!\S)(?:(?:co|cung|thi|se) )?(?:duoc|phai|bi|can|nhat thiet|bat buoc)(?: (?:duoc|phai|bi|can|cho|them|di))* "
    r"((?:\S+ ){1,6}?)(?:khong|chua|hay khong)(?!\S)"
)
_NO_RIGHT = re.compile(r"(?<!\S)(?:kip|tre|muon|han|dung|giai thich|ly do|nhu|la|o|danh sach)(?!\S)")
_OPEN = re.compile(r"(?<!\S)(?:gi|nao|ai|dau|may|bao nhieu|sao|bao gio)(?!\S)")  # "phải ... không" is a guess then
# To whom something is handed.
_HANDED = re.compile(
    r"(?<!\S)(?:nop|gui|trinh|dem|dua|chuyen)(?: \S+){0,3} (?:cho|len|ve|toi|den) (?:ai|dau|noi nao|cho nao)(?!\S)"
)
_HANDED_SAID = re.compile(
    r"(?<!\S)(?:nop|gui|(?<!qua )(?<!chuong )(?<!quy )(?<!cong )trinh|bao cao|chuyen|tiep nhan|nhan|dang ky|"
    r"(?:ve|qua|cho) (?:uy ban|so|phong|ban|hoi))(?!\S)"
)
# The form that something is written on.
_WHICH_FORM = re.compile(
    r"(?<!\S)(?:(?:theo |vao |tren )?(?:mau|bieu|phieu)(?: (?:don|bieu|so|giay|to))*"
    r" (?:nao|gi|may|bao nhieu|so may|so nao|o dau|ra sao))(?!\S)"
)
_FORM_SAID = re.compile(
    r"(?<!\S)(?:(?<!guong )mau|(?<!tieu )(?<!phat )(?<!dai )bieu|"
    r"phieu|phu luc|de cuong|theo quy dinh hien hanh)(?!\S)(?! (?:muc|hinh|thiet ke))"
)
_QUARTER = re.compile(r"(?<!\S)quy (?:so )?([1-4]|iv|i{1,3})(?![\w])")
_YEAR_SAID = re.compile(r"(?<![\d/])(?:19|20)\d\d(?!\d)|(?<=/)(?:19|20)\d\d(?![\d/])")
_OF_YEAR = re.compile(r"(?<!\S)nam (20\d\d)(?!\S)")
_YEARLY = re.compile(r"(?<!\S)(?:hang|moi|tung) nam(?!\S)|thuong nien")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@cache
def _classes(name: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each class of words `name` of the lexicon: what a question asks with, and what a plan may say for it."""
    asking = rf"(?<!\S){_WHO} {_ADVERBS}" if name == "acts" else r"(?<!\S)"
    return tuple(
        (re.compile(rf"{asking}(?:{words['asked']})(?!\S)"), re.compile(rf"(?<!\S)(?:{words['said']})(?!\S)"))
        for words in read_data("acts.toml")[name]
    )


def act_unsaid(asked: Understanding, told: str) -> bool:
    """Whether it is asked who does something, and the folded `told` has no word for doing that."""
    return any(wanted.search(asked.folded) and not said.search(told) for wanted, said in _classes("acts"))


def term_unsaid(asked: Understanding, told: str) -> bool:
    """Whether a formality or consequence, or to whom something is handed, is asked for without a word of it there."""
    if _HANDED.search(asked.folded) and not _HANDED_SAID.search(told):
        return True
    if not asked.asks("yes_no", "count", "days"):
        return False
    return any(wanted.search(asked.folded) and not said.search(told) for wanted, said in _classes("terms"))


def right_unsaid(asked: Understanding, subject: Subject, told: str) -> bool:
    """Whether it is asked if one may, must or gets something, and `told` has no word of that thing."""
    if not asked.asks("yes_no") or asked.asks("compare", "days", "title", "signer") or _OPEN.search(asked.folded):
        return False
    found = [m[1] for m in _RIGHT.finditer(asked.folded)]
    if not found or _NO_RIGHT.search(found[-1]):
        return False
    thing = [w for w in subject.words if f" {w} " in f" {found[-1]}"]
    return bool(thing) and not any(f" {w} " in f" {told} " for w in subject.with_synonyms(thing))


def form_unsaid(asked: Understanding, told: str) -> bool:
    """Whether it is asked on which form something is written, and `told` names none."""
    return _WHICH_FORM.search(asked.folded) is not None and not _FORM_SAID.search(told)


def other_time(asked: Understanding, told: str) -> bool:
    """Whether a quarter or a feast is named, and `told` has others only."""
    wanted = {_ROMAN.get(q, q) for q in _QUARTER.findall(asked.folded)}
    has = {_ROMAN.get(q, q) for q in _QUARTER.findall(told)}
    if wanted and has and wanted.isdisjoint(has):
        return True
    if not asked.asks("date", "days", "count", "money", "percent"):
        return False
    return any(wanted.search(asked.folded) and not said.search(told) for wanted, said in _classes("feasts"))


def later_year(asked: Understanding, told: str) -> bool:
    """Whether a day of a year is asked for, and `told` has days of earlier years only and nothing that comes again."""
    if not asked.exact_day or asked.own_day or asked.asks("days", "document", "compare"):
        return False
    wanted = [int(y) for y in _OF_YEAR.findall(asked.folded)]
    years = [int(y) for y in _YEAR_SAID.findall(told)]
    return bool(wanted and years) and max(years) < min(wanted) and not _YEARLY.search(told)
