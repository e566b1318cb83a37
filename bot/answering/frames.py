"""How the bot and its answering processes speak: each object pickled, with its length before it.

Both ends are this program with the same code, and nobody else holds the pipe: so pickle may be trusted here.
"""

from __future__ import annotations

import pickle
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct("!I")
HEAD = _LENGTH.size  # bytes before each object


def as_frame(thing: object) -> bytes:
    """`thing` as it goes through the pipe."""
    body = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def length_of(head: bytes) -> int:
    """The bytes of the object that follow `head`."""
    return int(_LENGTH.unpack(head)[0])


def from_body(body: bytes) -> Any:
    """The object that `as_frame` was given."""
    return pickle.loads(body)


def write_frame(pipe: BinaryIO, thing: object) -> None:
    """Write `thing` at once."""
    pipe.write(as_frame(thing))
    pipe.flush()


def read_frame(pipe: BinaryIO) -> Any:
    """The next object; None when the other end is gone."""
    head = pipe.read(HEAD)
    if len(head) < HEAD:
        return None
    body = pipe.read(length_of(head))
    return from_body(body)
