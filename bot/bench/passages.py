"""Passages in any number for measuring: the shipped plans' words in the order in which the plans put them, anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise, product
from random import Random

from knowledge.library import load_library
from knowledge.text import fold

_SHORTEST, _LONGEST = 12, 80  # words in a passage: from a list item to a paragraph of five lines
_INVENTED = 0.12  # the part of the words that are names and figures which no plan has

# Initials and rhymes of Vietnamese syllables; together about 1,400, to stand for names and rarer words.
_INITIALS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x"
_RHYMES = (
    "a ai am an ang anh ao ay âm ân âng ây ăm ăn ăng e em en eng êm ên êu i iên iêm iêu inh o oa oan oang oi om on ong "
    "ô ôi ôm ôn ông ơ ơi ơm ơn u ua ui um un ung uôi uôn uông uy ư ưa ưng ươi ương ươn"
)


def made_passages(number: int, seed: int = 1) -> Iterator[str]:
    """`number` passages, the same for the same `seed`: chains of words that follow each other in the shipped plans.

    Some words are replaced by rarer syllables and figures, so that the vocabulary grows as in a real library.
    """
    chance = Random(seed)
    follows: dict[str, list[str]] = defaultdict(list)
    for plan in load_library():
        for word, following in pairwise(plan.source.split()):
            follows[word].append(following)
    words = list(follows)
    syllables = ["".join(parts) for parts in product(_INITIALS.split(), _RHYMES.split())]
    chance.shuffle(syllables)
    for _ in range(number):
        word, chain = chance.choice(words), []
        for _ in range(chance.randint(_SHORTEST, _LONGEST)):
            if chance.random() < _INVENTED:
                # The square of a chance prefers the first ones: a few common names, many rare ones.
                rare = syllables[int(len(syllables) * chance.random() ** 2)]
                chain.append(rare.capitalize() if chance.random() < 0.8 else str(chance.randrange(1, 3000)))
            else:
                chain.append(word)
            word = chance.choice(follows.get(word) or words)
        yield " ".join(chain)


def made_queries(number: int, passages: list[str], seed: int = 2) -> list[str]:
    """`number` queries of 4 to 9 neighbouring words of the passages, every other one without accents."""
    chance = Random(seed)
    queries = []
    for place in range(number):
        words = chance.choice(passages).split()
        size = chance.randint(4, 9)
        start = chance.randrange(len(words) - size)
        query = " ".join(words[start : start + size])
        queries.append(fold(query) if place % 2 else query)
    return queries
