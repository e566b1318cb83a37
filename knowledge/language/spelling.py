"""Typing slips: only what is no Vietnamese syllable is corrected, and only to a word that the plans know.

Correcting syllables that exist does more harm than good: "nop" would become "noi".
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz.distance import OSA

from knowledge.text import fold

# The folded syllables of Vietnamese: an initial and a rhyme (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, the tables of âm
# đầu and vần).
_INITIAL = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?"
_RHYMES = [
    "a",
    "ac",
    "ach",
    "ai",
    "am",
    "an",
    "ang",
    "anh",
    "ao",
    "ap",
    "at",
    "au",
    "ay",
    "e",
    "ec",
    "em",
    "en",
    "eng",
    "eo",
    "ep",
    "et",
    "eu",
    "ech",
    "enh",
    "i",
    "ia",
    "ich",
    "iec",
    "iem",
    "ien",
    "ieng",
    "iep",
    "iet",
    "ieu",
    "im",
    "in",
    "inh",
    "ip",
    "it",
    "iu",
    "o",
    "oa",
    "oac",
    "oach",
    "oai",
    "oam",
    "oan",
    "oang",
    "oanh",
    "oao",
    "oap",
    "oat",
    "oay",
    "oc",
    "oe",
    "oen",
    "oeo",
    "oet",
    "oi",
    "om",
    "on",
    "ong",
    "oong",
    "op",
    "ot",
    "u",
    "ua",
    "uan",
    "uang",
    "uat",
    "uay",
    "uc",
    "ue",
    "uech",
    "uenh",
    "ui",
    "um",
    "un",
    "ung",
    "uo",
    "uoc",
    "uoi",
    "uom",
    "uon",
    "uong",
    "uop",
    "uot",
    "uou",
    "up",
    "ut",
    "uu",
    "uy",
    "uya",
    "uych",
    "uyen",
    "uyet",
    "uynh",
    "uyt",
    "uyu",
    "y",
    "yem",
    "yen",
    "yet",
    "yeu",
    "yeng",
    "ieu",
    "oi",
    "ui",
]
_SYLLABLE = re.compile(f"^{_INITIAL}(?:{'|'.join(sorted(set(_RHYMES), key=len, reverse=True))})$")
_DOUBLED = {"aa": "a", "ee": "e", "oo": "o", "dd": "d", "uw": "u", "ow": "o", "aw": "a"}


def is_syllable(word: str) -> bool:
    """Whether `word` (folded) could be a Vietnamese syllable."""
    return bool(_SYLLABLE.match(word))


def correct(
    word: str, neighbours: Collection[str], vocabulary: Collection[str], pairs: Collection[tuple[str, str]]
) -> str:
    """The word of `vocabulary` that was meant by `word`, or `word` itself when nothing is near enough.

    Only words that are no syllable are touched: first keys of a Telex keyboard that did not take ("kheen" is "khen"),
    then one slip of the finger (a letter left out, doubled, wrong or swapped; optimal string alignment distance 1),
    where a neighbour that stands beside the candidate in `pairs` decides between several.
    """
    if word in vocabulary or not word.isalpha() or len(word) < 3 or is_syllable(word):
        return word
    telex = _telex(word)
    if telex != word and telex in vocabulary:
        return telex
    near = [
        v
        for v in vocabulary
        if abs(len(v) - len(word)) <= 1 and v.isalpha() and len(v) > 1 and OSA.distance(word, v, score_cutoff=1) <= 1
    ]
    beside = [v for v in near if any((n, v) in pairs or (v, n) in pairs for n in neighbours)]
    if beside:
        return min(beside)
    return near[0] if len(near) == 1 else word


def _telex(word: str) -> str:
    plain = fold(word)
    for keys, letter in _DOUBLED.items():
        plain = plain.replace(keys, letter)
    if len(plain) > 2 and plain[-1] in "sfrxj" and not is_syllable(plain):
        plain = plain[:-1]
    return plain
