"""Plan texts as files: read with care, kept in the data folder."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
import unicodedata
from pathlib import Path

from knowledge.plans.model import Plan
from knowledge.plans.reading import read_plan

LARGEST_FILE = 10 * 1024 * 1024  # bytes, as officers are told
_ENCODINGS = ("utf-8-sig", "utf-16")
_PLAN_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,79}")


class PlanFileError(Exception):
    """A file that cannot be read as a plan; the message is a sentence for the person who gave it."""


def read_plan_file(file: Path, plan_id: str | None = None) -> Plan:
    """The plan in a text file.

    Raises PlanFileError with one sentence and an example when the file is missing, empty, too large, no text, or in a
    broken encoding.
    """
    return read_plan(plan_id or file.stem, read_text(file))


def read_text(file: Path) -> str:
    """The text of a file in UTF-8 or UTF-16; PlanFileError for anything else."""
    if not file.is_file():
        raise PlanFileError(f"Không có tệp {file.name}. Ví dụ: campaign-bot plans check ke-hoach.txt")
    size = file.stat().st_size
    if size > LARGEST_FILE:
        raise PlanFileError(f"Tệp {size // 1024 // 1024} MB, bot nhận đến 10 MB. Xin gửi bản chữ (.txt).")
    data = file.read_bytes()
    if not data.strip():
        raise PlanFileError(f"Tệp {file.name} trống. Xin gửi tệp có chữ của kế hoạch.")
    text = _decoded(data, file.name)
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\n\r\t\f\v" for c in text)
    if odd > len(text) // 200 + 2 or not any(c.isalpha() for c in text):
        raise PlanFileError(f"Tệp {file.name} không phải văn bản. Xin gửi bản chữ (.txt) của kế hoạch.")
    return text


def _decoded(data: bytes, name: str) -> str:
    for encoding in _ENCODINGS if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS[:1]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    kind = "không phải văn bản" if b"\x00" in data[:4096] else "sai bảng mã"
    raise PlanFileError(f"Tệp {name} {kind}, bot không đọc được. Xin lưu lại dạng .txt, bảng mã UTF-8.")


def add_plan(file: Path, folder: Path, plan_id: str | None = None) -> Plan:
    """Keeps a copy of a plan's text in `folder` under its id and returns it read; the same file again changes nothing.

    Raises PlanFileError as `read_plan_file` does, and for an id with other letters than a-z, 0-9 and dashes.
    """
    name = plan_id or file.stem
    if not _PLAN_ID.fullmatch(name):
        raise PlanFileError(f"Mã “{name}” chỉ được có chữ a-z, số và dấu gạch. Ví dụ: --id binh-thuan-2026")
    text = read_text(file)
    plan = read_plan(name, text)
    folder.mkdir(parents=True, exist_ok=True)
    _write_whole(folder / f"{name}.txt", text)
    return plan


def retire_plan(plan_id: str, folder: Path) -> bool:
    """Marks a plan as retired, so that it no longer answers; its text stays. False when it was retired before."""
    listed = folder / "manifest.toml"
    known = tomllib.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else {}
    if known.get(plan_id, {}).get("retired"):
        return False
    kept = listed.read_text(encoding="utf-8") if listed.is_file() else ""
    folder.mkdir(parents=True, exist_ok=True)
    _write_whole(listed, f"{kept}\n[{plan_id}]\nretired = true\n".lstrip())
    return True


def _write_whole(file: Path, text: str) -> None:
    """Writes a file so that a power cut leaves the old one or the new one, never a half."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    os.replace(name, file)
