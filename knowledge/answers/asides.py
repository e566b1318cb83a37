"""What stands in a question and is not what is asked: polite words before it, a guess after it, what is not meant."""

from __future__ import annotations

import re

from knowledge.language.wording import Word, folded_text

# A guess at the end of a question, and what has asked before it.
_GUESS = re.compile(
    r"^(?:chac |hay )?(?:la )?(?:(?!ai |nao |gi |may |bao )\S+ ){1,6}(?:a|ha|phai khong|dung khong|chu gi|nhi)$"
)
_ASKS = re.compile(r"(?<!\S)(?:ai|nao|gi|dau|may|bao nhieu|bao gio|bao lau)(?!\S)")
# Polite words with which a question begins: "dạ cho em hỏi chút".
_COURTESY = re.compile(
    r"(?:(?:da|vang|a|u|chao|xin|anh|chi|ad|admin|bot|em|toi|minh|chau|co|chu|bac|oi|alo|ban|lam on|vui long|cac) )*"
    r"(?:cho (?:(?:em|toi|minh|chau|con|tui|phep|anh|chi|bac|xin|duoc|to|bon em) ){0,3}(?:hoi|biet)|xin (?:duoc )?hoi|"
    r"muon hoi)(?: (?:la|chut|ti|xiu|voi|them|tham|cai|ty|rang))* "
)
_SOCIETY = re.compile(r"hoi (?:phu nu|nong dan|dong|cuu|chu thap|lien|nghi|vien|nguoi|khuyen|doan)(?!\S)")
LEAST_ASKED = 3  # words of a question without its polite beginning
# What is not meant: "sửa thôi chứ không xây mới".
_INSTEAD, _NOT = frozenset(("chứ", "chu")), frozenset(("khong", "dau", "chang", "cha"))
MOST_NOT_MEANT = 6  # words
# Whom one speaks to, at the end of a question: "... vậy cán bộ?", "... hả bác".
_SPOKEN_TO = re.compile(
    r"(?: (?:vay|the|ha|hen|rua|nhi))? (?:vay|the|ha|hen|rua|nhi|oi) (?:(?:anh|chi|cac) )?(?:can bo|ad|admin|bac|sep)"
    r"(?: oi| a| nhe| nha)*$"
)
_SPOKEN_TO_WRITTEN = re.compile(r"(?:hở|hả|nhỉ|hén|hử|vậy|thế|rứa|ạ) (?:các |mấy )?(?:cán bộ|bác|chú|ad|sếp)$")


def without_address(words: list[Word]) -> list[Word]:
    """The words of a question without whom it speaks to at its end: "... vậy cán bộ?"."""
    end = _SPOKEN_TO_WRITTEN.search(" ".join(w.written for w in words)) or _SPOKEN_TO.search(folded_text(words))
    rest = words[: len(words) - len(end[0].split())] if end else words
    return rest if len(rest) >= LEAST_ASKED else words


def without_courtesy(words: list[Word]) -> list[Word]:
    """The words of a question without "cho em hỏi" and the like before it."""
    folded = folded_text(words)
    begins = _COURTESY.match(folded)
    if begins is None or _SOCIETY.match(folded[begins[0].rfind("hoi ") :] if "hoi " in begins[0] else ""):
        return words
    rest = words[len(begins[0].split()) :]
    return rest if len(rest) >= LEAST_ASKED else words


def without_rejected(words: list[Word], text: str) -> list[Word]:
    """The words of a question without those that tell what is not meant: "sửa thôi chứ không xây mới"."""
    for i in range(LEAST_ASKED, len(words) - 2):
        if words[i].written not in _INSTEAD or words[i + 1].folded not in _NOT:
            continue
        ends = (k for k in range(i + 2, len(words)) if re.search(r"[,;?.]", text[words[k - 1].end : words[k].start]))
        end = next(ends, len(words))
        ends_here = next((k for k in range(i + 2, end) if words[k].folded == "thi"), end)
        if 1 < ends_here - i - 1 <= MOST_NOT_MEANT:
            return [*words[:i], *words[ends_here:]]
    return words


def without_guess(words: list[Word], text: str) -> list[Word]:
    """The words of a question without the guess that follows it: "gửi về đâu, phòng nội vụ à"."""
    cuts = [i for i in range(1, len(words)) if re.search(r"[,;?]", text[words[i - 1].end : words[i].start])]
    if not cuts or not _GUESS.search(folded_text(words[cuts[-1] :])):
        return words
    return words[: cuts[-1]] if _ASKS.search(folded_text(words[: cuts[-1]])) else words
