"""Files of officers: what is read, what is refused, in which words, and what a broken file can do (nothing)."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.plans import plans
from bot.documents import DocumentError, Limits, keep_original, plan_of, read_document
from bot.documents import process as reader_process
from knowledge.library import load_library

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def said_of(data: bytes, name: str = "ke-hoach.docx", limits: Limits | None = None) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(DocumentError) as refused:
        read_document(data, name, limits)
    assert str(refused.value) == f"{refused.value.lead} {refused.value.advice}"
    assert len(refused.value.lead) <= 90
    return str(refused.value)


def test_a_text_file_stays_as_it_is() -> None:
    text = load_library()["bac-giang"].source
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    document = read_document(data, "bac-giang.txt")
    assert (document.text.rstrip("\n"), document.kind) == (text.rstrip("\n"), "txt")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert read_document(text.encode("utf-16"), "x.txt").text == document.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "trống"),
        (b" \r\n\t", "trống"),
        (b"x" * (10 * 1024 * 1024 + 1), "Tệp 11 MB, bot nhận đến 10 MB."),
        (OLE, "Word đời cũ"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu hoặc mã lệnh"),
        (b"{\\rtf1 abc}", "không đọc được loại tệp này"),
        (b"\x89PNG\r\n\x1a\n", "ảnh chụp"),
        (bytes(range(256)) * 40, "không phải văn bản"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    assert said in said_of(data)


def test_a_long_name_is_cut_and_has_no_folders() -> None:
    assert (
        said_of(b"", "/home/lan/" + "k" * 300 + ".docx") == f"Tệp {'k' * 39}… trống. Xin gửi tệp có chữ của kế hoạch."
    )


def said_by_child(**more: object) -> str:
    """A program that says what a child says, with some of it changed."""
    reply = {"text": "x", "kind": "pdf", "doubts": [], "fault": "", "peak_memory": 1} | more
    return f"print({json.dumps(reply)!r})"


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import time; time.sleep(60)", "quá nặng"),
        ("import sys; sys.stdout.write('x' * 10_000_000); sys.stdout.flush()", "quá nặng"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "quá nặng"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "bị hỏng"),
        ("print('{\"text\": 1}')", "bị hỏng"),
        ("print('[' * 100000)", "bị hỏng"),
        (said_by_child(kind="../../../etc/cron.d/x"), "bị hỏng"),
        (said_by_child(fault="start"), "bị hỏng"),
        (said_by_child(fault="document_never_heard_of"), "bị hỏng"),
    ],
)
def test_whatever_happens_to_the_child_the_officer_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str, said: str
) -> None:
    """The child of these tests is another program, which hangs, floods, dies, crashes or talks nonsense."""
    child = tmp_path / "bot" / "documents"
    child.mkdir(parents=True)
    for name, text in (("child", program), ("__init__", ""), ("../__init__", "")):
        (child / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(reader_process, "ROOT", tmp_path)
    assert said in said_of(b"x", limits=Limits(wall=1, text=100_000))


def test_the_child_knows_no_secret_and_may_take_no_more_than_its_limits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAMPAIGN_BOT_TOKEN", "123:secret")
    seen = tmp_path / "seen.json"
    starts = reader_process.subprocess.Popen

    def watched(command: list[str], **more: object) -> object:
        seen.write_text(json.dumps([command, more["env"]]), encoding="utf-8")
        return starts(command, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(reader_process.subprocess, "Popen", watched)
    read_document("Kế hoạch".encode(), "a.txt")
    monkeypatch.undo()
    assert "secret" not in seen.read_text(encoding="utf-8")
    limits = Limits()
    assert limits.memory < 512 * 1024 * 1024
    for limit, most in (("RLIMIT_AS", limits.memory), ("RLIMIT_CPU", limits.processor), ("RLIMIT_FSIZE", 0)):
        asked = (
            "import resource, sys; from bot.documents.child import confine; from bot.documents.limits import Limits; "
            f"confine(Limits()); sys.exit(resource.getrlimit(resource.{limit})[0] != {most})"
        )
        assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_the_original_is_kept_once_under_its_digest(tmp_path: Path) -> None:
    data = "KẾ HOẠCH\n\n1. Mục đích".encode()
    document = read_document(data, "a.txt")
    kept = keep_original(data, document, tmp_path)
    assert kept == tmp_path / "originals" / f"{hashlib.sha256(data).hexdigest()}.txt"
    assert kept.read_bytes() == data
    before = kept.stat().st_mtime_ns
    assert keep_original(data, document, tmp_path).stat().st_mtime_ns == before


def test_adding_a_file_again_changes_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CAMPAIGN_BOT_DATA_DIR", str(tmp_path / "data"))
    file = tmp_path / "Kế hoạch Đồng Tâm 2026.txt"
    file.write_text("Số: 1/KH-UBND\n\nKẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Một\n", encoding="utf-8")
    add = ["add", str(file)]
    assert "Đã thêm ke-hoach-dong-tam-2026: 2 mục" in CliRunner().invoke(plans, add).output
    assert "không đổi gì" in CliRunner().invoke(plans, add).output
    file.write_text("Số: 1/KH-UBND\n\nKẾ HOẠCH\n\nI. MỤC ĐÍCH\n", encoding="utf-8")
    assert "Đã thêm ke-hoach-dong-tam-2026: 1 mục" in CliRunner().invoke(plans, add).output
    assert len(list((tmp_path / "data" / "plans" / "originals").iterdir())) == 2


def test_many_files_are_added_and_those_that_cannot_be_read_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAMPAIGN_BOT_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "aa.txt").write_text("KẾ HOẠCH\n\nI. MỤC ĐÍCH\n", encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(OLE)
    done = CliRunner().invoke(plans, ["add", *(str(tmp_path / name) for name in ("b.docx", "aa.txt", "c.pdf"))])
    assert done.exit_code == 1
    assert "b.docx: Bot không đọc được tệp Word đời cũ" in done.output
    assert "Không có tệp c.pdf." in done.output
    assert "Đã thêm aa: 1 mục" in done.output


def test_the_doubts_of_reading_come_before_those_of_the_plan() -> None:
    document = read_document("KẾ HOẠCH\n\nI. MỤC ĐÍCH\n".encode(), "a.txt")
    assert [w.code for w in plan_of(document, "a").warnings] == ["no_number", "no_date"]
