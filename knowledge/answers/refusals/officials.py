"""Who holds an office, by name: told only where a person is named beside that office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.readings import Reading
from knowledge.answers.understanding import Understanding
from knowledge.language.wording import folded_form
from knowledge.plans.model import PassageKind

_OFFICES = (
    r"(?:pho |quyen )?(?:truong (?:ban|phong|doan|tieu ban|cong an|thon|ap|buon)|giam doc|chu tich|chu nhiem|"
    r"ch[ai]nh (?:van phong|thanh tra)|(?:chi )?cuc truong|vu truong|bo truong|thu truong|thong doc|tu lenh|bi thu|"
    r"to truong|doi truong|vien truong|hieu truong|tong bien tap|truong (?=hoi dong))"
)
# Officers without a title of their own: any name answers.
_STAFF = r"(?:chuyen vien|(?:can bo|cong chuc|nguoi|lanh dao) (?:dau moi|phu trach|truc|nhan|tiep nhan|theo doi))"
_PERSON = r"(?:dong (?:chi|gi)|ong|ba|vi) (?:nao|gi)|ten (?:la )?gi|ho(?: va)? ten"  # "chi" may be read as "gi"
# "Giám đốc Sở là ai", "trưởng đoàn tên gì"; not "do ai giao", and no verb between the office and the question.
_HOLDER = re.compile(
    rf"(?<!\S)(?P<office>{_OFFICES})(?P<of>(?: (?!ky |phai |duoc |giao |quyet |tang |se |co |thi (?!dua))\S+){{0,9}}) "
    rf"(?:(?:hien )?la (?:ai|{_PERSON})|{_PERSON})(?!\S)(?! (?:duoc|phai|thi))|"
    rf"(?<!\S)(?:ai|{_PERSON})(?: dang| hien)? (?:la|lam|giu chuc|dam nhiem)(?: chuc)? (?P<held>{_OFFICES})(?!\S)|"
    rf"^(?P<bare>truong|pho)(?: ban)? la (?:ai|{_PERSON})(?!\S)|"  # of the body that the plan is from
    rf"(?<!\S)do (?:ai|{_PERSON}) lam (?P<made>{_OFFICES})(?!\S)"
)
_MEMBER = re.compile(
    rf"(?<!\S){_STAFF}(?: \S+){{0,9}} (?:la (?:ai|{_PERSON})|{_PERSON})(?!\S)|"
    rf"(?<!\S)(?:ai|{_PERSON}) (?:la|lam) {_STAFF}(?!\S)|"
    r"(?<!\S)lanh dao(?: \S+){1,8} la (?:dong (?:chi|gi) nao|ong nao|ba nao)(?!\S)"
)
FIELD = 2  # words after an office that tell it from others: "trưởng phòng kiểm lâm ..."
_NAMED = re.compile(r"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị)\s+(?!Chủ|Giám|Trưởng|Phó|Bí)[A-ZĐÀ-Ỹ]\w*")


def nameless(asked: Understanding, shown: str, readings: Sequence[Reading]) -> bool:
    """Whether it is asked by name who holds an office, and neither what is `shown` nor a signature names that person.

    An office that goes with another ("Chủ tịch làm Trưởng ban") answers too.
    """
    if asked.asks("signer", "recipients"):
        return False
    signed = " ".join(folded_form(r.passage.text) for r in readings if r.passage.kind is PassageKind.SIGNATURE)
    holder = _HOLDER.search(asked.folded)
    if holder:
        office = holder["office"] or holder["held"] or holder["made"] or holder["bare"]
        told = folded_form(shown)
        field = " ".join((holder["of"] or "").split()[:FIELD])
        beside = re.findall(rf"(?<!\S){office}((?: [^\s|]+){{1,6}})", told)
        same = not field or any(f" {field} " in f"{words} " for words in beside)
        with_name = _NAMED.search(shown) is not None and f" {office} " in f" {told} " and same
        by_office = re.search(rf"(?<!\S)(?:lam|la|giu chuc) {office}(?!\S)", told) is not None
        return not (with_name or by_office or office in signed)
    return _MEMBER.search(asked.folded) is not None and _NAMED.search(shown) is None and not signed
