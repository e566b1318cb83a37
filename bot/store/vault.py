"""The keys, and what they do: seal single fields, and make digests by which sealed values can be found again.

Fields are sealed with AES-256-GCM (NIST SP 800-38D), bound to what they are part of, so that a sealed name cannot be
moved into another record. Digests are HMAC-SHA256, so that nobody without the keys can try out phone numbers.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import tempfile
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
MARK = "sealed:"  # before the key's id and what it sealed


class VaultError(Exception):
    """Keys that are missing, or a field that was tampered with; nothing of the field is in the message."""


class Key:
    """One master key; the keys for sealing and for digests are derived from it (RFC 5869)."""

    def __init__(self, master: bytes) -> None:
        self.master = master
        self.cipher = AESGCM(derived(master, b"campaign-bot seal"))
        self.digesting = derived(master, b"campaign-bot digest")


class Vault:
    """The keys in one file that only its owner can read. An older key goes on opening what it sealed."""

    def __init__(self, file: Path, *, make: bool = True) -> None:
        """Read the keys in `file`; with `make` a first key is made where there is none."""
        self._file = file
        if make and not file.exists():
            write_first(file, record_of(new_id(), {}, secrets.token_bytes(KEY_BYTES)))
        self._read()

    @property
    def active(self) -> str:
        """The id of the key that seals from now on."""
        return self._active

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all keys."""
        return frozenset(self._keys)

    def seal(self, text: str, of: str) -> str:
        """`text` readable with the keys alone, bound to `of` ("pledges.name:ID"); nothing stays nothing."""
        if not text:
            return ""
        if self._file.stat().st_mtime_ns != self._read_at:  # another process has turned the keys
            self._read()
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._keys[self._active].cipher.encrypt(nonce, text.encode(), of.encode())
        return f"{MARK}{self._active}:{b64encode(nonce + sealed).decode()}"

    def open(self, text: str, of: str) -> str:
        """What was sealed for `of`; text that was never sealed is given back as it is."""
        if not text.startswith(MARK):
            return text
        key_id, _, data = text.removeprefix(MARK).partition(":")
        if key_id not in self._keys:  # another process may have turned the keys
            self._read()
        if key_id not in self._keys:
            raise VaultError(f"key {key_id} is missing in {self._file}")
        raw = b64decode(data)
        try:
            return self._keys[key_id].cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], of.encode()).decode()
        except InvalidTag as fault:
            raise VaultError(f"a field of {of.partition(':')[0]} was changed") from fault

    def digest(self, text: str, of: str) -> str:
        """What stands for `text` in a search for equality; nothing stays nothing."""
        return self._digest(self._active, text, of) if text else ""

    def digests(self, text: str, of: str) -> tuple[str, ...]:
        """What may stand for `text`, under the active key and the older ones."""
        return tuple(self._digest(key_id, text, of) for key_id in self._keys) if text else ()

    def derive(self, key_id: str, purpose: str, salt: bytes) -> bytes:
        """A key of 32 bytes for one purpose, from the key of that id."""
        return derived(self._keys[key_id].master, purpose.encode(), salt)

    def turn(self) -> str:
        """Make a new key the active one and return its id; the older ones stay, for what they sealed."""
        masters = {key_id: key.master for key_id, key in self._keys.items()}
        write_whole(self._file, record_of(new_id(), masters, secrets.token_bytes(KEY_BYTES)))
        self._read()
        return self._active

    def drop_old(self) -> int:
        """Forget every key but the active one, and with them whatever only they open; how many there were."""
        old = len(self._keys) - 1
        write_whole(self._file, record_of(self._active, {}, self._keys[self._active].master))
        self._read()
        return old

    def _digest(self, key_id: str, text: str, of: str) -> str:
        return hmac.new(self._keys[key_id].digesting, f"{of}\0{text}".encode(), sha256).hexdigest()

    def _read(self) -> None:
        try:
            self._read_at = self._file.stat().st_mtime_ns
            record = json.loads(self._file.read_text(encoding="ascii"))
            self._keys = {key_id: Key(b64decode(master)) for key_id, master in record["keys"].items()}
            self._active = str(record["active"])
        except (OSError, ValueError, KeyError) as fault:
            raise VaultError(f"no usable keys in {self._file}") from fault


def derived(master: bytes, purpose: bytes, salt: bytes | None = None) -> bytes:
    """The key for one purpose."""
    return HKDF(SHA256(), KEY_BYTES, salt, purpose).derive(master)


def new_id() -> str:
    """A name for a key."""
    return secrets.token_hex(4)


def record_of(active: str, others: dict[str, bytes], master: bytes) -> str:
    """The content of a key file with `master` as the key `active`."""
    keys = others | {active: master}
    return json.dumps({"active": active, "keys": {key_id: b64encode(key).decode() for key_id, key in keys.items()}})


def write_first(file: Path, content: str) -> None:
    """Write `file` if nobody else has, whole, readable by its owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = written_beside(file, content)
    try:
        os.link(fresh, file)
    except FileExistsError:  # two processes start together: the first one's keys count
        pass
    finally:
        os.unlink(fresh)


def write_whole(file: Path, content: str) -> None:
    """Put `content` in place of what stands in `file`; a power cut leaves the old or the new."""
    os.replace(written_beside(file, content), file)


def written_beside(file: Path, content: str) -> str:
    """A new file in the same folder that holds `content` durably, readable by its owner alone."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".keys-")  # mode 0600
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return name
