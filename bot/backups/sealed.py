"""A stream that is sealed piece by piece: nothing of it can be read, changed, cut or put in another order without keys.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) as in the file format age: AES-256-GCM under a key
of its own for each file, the nonce of a piece being its number and whether it is the last. The first line of the file
says what it is and which key of the vault opens it.
"""

from __future__ import annotations

import json
import os
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"campaign-bot backup 1 "
PIECE = 64 * 1024  # bytes before they are sealed
TAG = 16
SALT = 16
LONGEST_HEAD = 512


class Keys(Protocol):
    """Where the key of a file comes from."""

    @property
    def active(self) -> str:
        """The id of the key for new files."""
        ...

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all keys."""
        ...

    def derive(self, key_id: str, purpose: str, salt: bytes) -> bytes:
        """The key of 32 bytes for one file."""
        ...


class SealedError(Exception):
    """A file that is no backup, is damaged, or was sealed with other keys; `code` names the sentence to say."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value


def nonce(number: int, last: bool) -> bytes:
    """The nonce of a piece: 11 bytes of its number and one that says whether it is the last."""
    return number.to_bytes(11, "big") + bytes([last])


class SealedWriter:
    """Seals what is written into it; the file is whole only after `close`."""

    def __init__(self, out: BinaryIO, keys: Keys) -> None:
        salt = os.urandom(SALT)
        self._head = MAGIC + json.dumps({"key": keys.active, "salt": salt.hex()}).encode() + b"\n"
        self._cipher = AESGCM(keys.derive(keys.active, "campaign-bot backup", salt))
        self._out = out
        self._waiting = bytearray()
        self._number = 0
        out.write(self._head)

    def write(self, data: bytes) -> int:
        """Seal `data`, as far as it fills pieces."""
        self._waiting += data
        while len(self._waiting) > PIECE:  # a full one is kept back: it may be the last
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Seal what is left as the last piece."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, data: bytes, last: bool) -> None:
        self._out.write(self._cipher.encrypt(nonce(self._number, last), data, self._head))
        self._number += 1


class SealedReader:
    """Gives back what was sealed; SealedError as soon as something is not as it was written."""

    def __init__(self, source: BinaryIO, keys: Keys) -> None:
        self._head = source.readline(LONGEST_HEAD)
        try:
            if not self._head.startswith(MAGIC):
                raise ValueError
            told = json.loads(self._head.removeprefix(MAGIC))
            self.key_id, salt = str(told["key"]), bytes.fromhex(told["salt"])
        except (ValueError, KeyError, TypeError):
            raise SealedError("no_backup") from None
        if self.key_id not in keys.ids:
            raise SealedError("other_key", self.key_id)
        self._cipher = AESGCM(keys.derive(self.key_id, "campaign-bot backup", salt))
        self._source = source
        self._number = 0
        self._ahead = source.read(PIECE + TAG)
        self._opened = b""
        self._ended = False

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; none at the end of a whole file."""
        while len(self._opened) < size and not self._ended:
            self._opened += self._open()
        given, self._opened = self._opened[:size], self._opened[size:]
        return given

    def drain(self) -> None:
        """Read to the end: only then it is known that nothing is missing."""
        while self.read(PIECE):
            pass

    def _open(self) -> bytes:
        piece, self._ahead = self._ahead, self._source.read(PIECE + TAG)
        last = not self._ahead
        try:
            opened = self._cipher.decrypt(nonce(self._number, last), piece, self._head)
        except InvalidTag:
            raise SealedError("damaged") from None
        self._number += 1
        self._ended = last
        return opened
