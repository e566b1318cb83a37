"""Short identifiers that people may have to read aloud."""

from __future__ import annotations

import secrets
from collections.abc import Callable

# No 0/O and no 1/I: a code is read over the phone and copied by hand.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

Ids = Callable[[int], str]


def random_id(length: int) -> str:
    """`length` random signs that cannot be guessed, without those that look alike."""
    number, signs = secrets.randbelow(len(SIGNS) ** length), []
    for _ in range(length):
        number, sign = divmod(number, len(SIGNS))
        signs.append(SIGNS[sign])
    return "".join(signs)
