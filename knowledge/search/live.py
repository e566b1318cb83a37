"""The index in use: a new one takes the old one's place between two questions."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from knowledge.search.bm25 import K1, B
from knowledge.search.index import CONTEXT_COUNTS, LARGE, TEXT_COUNTS, Index
from knowledge.search.tokens import ACCENTED_WEIGHT, PAIR_WEIGHT

# Counted up when tokens or files change in a way that the constants do not tell: older saved indexes are built anew.
_FORMAT = 1


class LiveIndex:
    """The index that questions are answered from, replaced as a whole when texts change.

    Who holds `current` keeps searching what they hold; the next who asks for it gets the new one. Large indexes are
    saved in `folder`, under a name that tells their texts, so that a restart maps them instead of building them.
    """

    def __init__(self, folder: Path | None = None, *, large: int = LARGE) -> None:
        self._folder = folder
        self._large = large
        self._rebuilding = Lock()
        self._current = Index.build([])

    @property
    def current(self) -> Index:
        """The newest complete index; empty before the first `replace`."""
        return self._current

    def replace(self, texts: Sequence[str], contexts: Sequence[str] | None = None) -> Index:
        """Put an index of `texts` in the place of the current one, which answers until the new one is ready.

        The same texts as in the saved index are not indexed again. One replacement at a time; a second waits. Raises
        ValueError when texts and contexts differ in number, OSError when the folder cannot be written: then the old
        index stays.
        """
        with self._rebuilding:
            self._current = self._saved(texts, contexts)
            return self._current

    def _saved(self, texts: Sequence[str], contexts: Sequence[str] | None) -> Index:
        if self._folder is None or len(texts) < self._large:
            return Index.build(texts, contexts, large=self._large)
        place = self._folder / fingerprint(texts, contexts)
        if not place.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = Path(tempfile.mkdtemp(dir=self._folder, prefix="."))
            try:
                Index.build(texts, contexts, large=self._large).save(unfinished)
                os.replace(unfinished, place)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
        index = Index.load(place)
        # Those who still search the index before have its files mapped: the system keeps them until they let go.
        for other in self._folder.iterdir():
            if other != place:
                shutil.rmtree(other, ignore_errors=True)
        return index


def fingerprint(texts: Sequence[str], contexts: Sequence[str] | None = None) -> str:
    """A name for the index of `texts` and `contexts`: equal when the saved index would be, 32 hexadecimal digits."""
    digest = blake2b(digest_size=16)
    for part in (_FORMAT, K1, B, TEXT_COUNTS, CONTEXT_COUNTS, PAIR_WEIGHT, ACCENTED_WEIGHT):
        digest.update(f"{part}\0".encode())
    for sequence in (texts, contexts or ()):
        for text in sequence:
            digest.update(text.encode(errors="surrogatepass") + b"\0")
        digest.update(b"\1")
    return digest.hexdigest()
