"""A guess that follows a question: "gửi về đâu, phòng nội vụ à". The plan tells, whatever was guessed."""

from __future__ import annotations

import re

from knowledge.language.wording import Word, folded_text

# A guess at the end of a question, and what has asked before it.
_GUESS = re.compile(
    r"^(?:chac |hay )?(?:la )?(?:(?!ai |nao |gi |may |bao )\S+ ){1,6}(?:a|ha|phai khong|dung khong|chu gi|nhi)$"
)
_ASKS = re.compile(r"(?<!\S)(?:ai|nao|gi|dau|may|bao nhieu|bao gio|bao lau)(?!\S)")


def without_guess(words: list[Word], text: str) -> list[Word]:
    """The words of a question without the guess that follows it: "gửi về đâu, phòng nội vụ à"."""
    cuts = [i for i in range(1, len(words)) if re.search(r"[,;?]", text[words[i - 1].end : words[i].start])]
    if not cuts or not _GUESS.search(folded_text(words[cuts[-1] :])):
        return words
    return words[: cuts[-1]] if _ASKS.search(folded_text(words[: cuts[-1]])) else words
