"""The phone in the terminal, as its own process and on a screen."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.conversation.event import Event
from bot.conversation.reception import Reception
from bot.message import Choice, Message, Quote
from handlers.console.phone import Phone, answer_lines, talk, write_plain
from handlers.console.rendering import plain_text, show
from tests.conftest import ConsoleStory

QUESTION = "han nop ho so khen thuong binh thuan khi nao"
PROOF = (
    "Hồ sơ đề nghị khen thưởng hàng năm và tổng kết Phong trào thi đua gửi về Cơ quan thường trực Ban Chỉ đạo các "
    "Chương trình mục tiêu quốc gia tỉnh (Sở Lao động - Thương binh và Xã hội) trước ngày 30/12"
)
LONG = Message(
    lead="Trước ngày 30/12 hằng năm, gửi về Sở Lao động - Thương binh và Xã hội.",
    cautions=("Kế hoạch 2021-2025, nay đã qua. Năm 2026: xin hỏi UBND xã.",),
    quotes=(Quote((PROOF,), "Nguồn: UBND tỉnh Bình Thuận, số 3994/KH-UBND, mục III.3.c"),),
    choices=(Choice("Xem cả mục"), Choice("Hồ sơ gồm gì?"), Choice("👍 Đúng ý"), Choice("👎 Chưa đúng")),
)


def chat(folder: Path, typed: bytes, *more: str) -> subprocess.CompletedProcess[bytes]:
    """`campaign-bot chat` with `typed` on its standard input."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("CAMPAIGN_BOT_")}
    env |= {"CAMPAIGN_BOT_DATA_DIR": str(folder), "CAMPAIGN_BOT_CLOCK": "2026-11-21T09:00"}
    command = [sys.executable, "-m", "bot", "chat", *more]
    return subprocess.run(command, input=typed, capture_output=True, env=env, timeout=60, check=False)


def test_a_piped_question_is_answered_in_full_and_the_phone_ends_with_its_input(tmp_path: Path) -> None:
    done = chat(tmp_path, f"{QUESTION}\n".encode())
    said = done.stdout.decode()
    assert done.returncode == 0
    assert PROOF in said
    assert "Nguồn: UBND tỉnh Bình Thuận, số 3994/KH-UBND, mục III.3.c" in said
    assert "\x1b" not in said
    assert done.stderr == b""


def test_each_piped_line_is_answered_and_the_menu_is_still_there_the_next_time(tmp_path: Path) -> None:
    first = chat(tmp_path, b"/start\n\n2\n1\n").stdout.decode()
    assert "Đây là máy trả lời tự động (bot)" in first
    assert "Bác cần việc gì?" in first
    assert "Đã chọn: Bắc Giang (cũ)." in chat(tmp_path, b"2").stdout.decode()


def test_two_names_are_two_persons(tmp_path: Path) -> None:
    chat(tmp_path, b"/start\n2\n", "--name", "lan")
    assert "Bot chưa hiểu câu này." in chat(tmp_path, b"2\n", "--name", "minh").stdout.decode()


def test_it_can_speak_to_an_officer(tmp_path: Path) -> None:
    assert "Anh/chị cần việc gì?" in chat(tmp_path, b"quay lai\n", "--as", "officer").stdout.decode()


def test_empty_and_broken_input_ends_well(tmp_path: Path) -> None:
    assert chat(tmp_path, b"").returncode == 0
    done = chat(tmp_path, b"\xff\xfe\x00\x9c\n\x1b[2J\n\xef\xbb\xbf/trogiup\r\n")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert "Gõ câu hỏi như nói chuyện" in done.stdout.decode()


def test_a_bad_setting_is_named(tmp_path: Path) -> None:
    env = os.environ | {"CAMPAIGN_BOT_CLOCK": "hom nay", "CAMPAIGN_BOT_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "bot", "chat"]
    done = subprocess.run(command, input=b"", capture_output=True, env=env, timeout=60, check=False)
    assert done.returncode == 1
    assert "CAMPAIGN_BOT_CLOCK = hom nay" in done.stderr.decode()


def test_the_phone_does_not_load_telegram() -> None:
    code = (
        "import sys, bot.commands.chat, bot.app, handlers.console.phone\n"
        "sys.exit(any(name.partition('.')[0] == 'telegram' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


async def test_no_id_number_reaches_the_disk(reception: Reception, tmp_path: Path) -> None:
    story = ConsoleStory(reception)
    for typed in ("038085001234", "038085001234 han bao cao khi nao", "cmnd 123 456 789 la cua toi nhe"):
        await story.say(typed)
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"038085001234" not in kept
    assert b"123 456 789" not in kept


def test_what_was_answered_before_a_kill_is_shown_after_it(reception: Reception) -> None:
    reception.receive(Event("console:lan", "console:lan", text=QUESTION))
    written: list[str] = []
    phone = Phone(reception, "lan", write_plain(written.append))
    answer_lines(phone, [])
    assert "30/12" in written[0]
    answer_lines(phone, [])
    assert len(written) == 1


def test_talking_ends_with_a_word(reception: Reception) -> None:
    seen: list[Message] = []
    typed = iter(["/trogiup", "THOAT", "/trogiup"])

    class Typed:
        def prompt(self) -> str:
            return next(typed)

    talk(Phone(reception, "lan", seen.append), Typed(), frozenset({"thoat"}))
    assert len(seen) == 1


@pytest.mark.parametrize("width", [38, 60, 80])
def test_a_screen_is_readable_at_any_width(width: int) -> None:
    screen = io.StringIO()
    show(Console(file=screen, width=width, height=50, force_terminal=True, color_system=None), LONG)
    lines = screen.getvalue().splitlines()
    assert max(cell_len(line) for line in lines) <= width
    assert " ".join(lines[0].split()).startswith("Trước ngày 30/12")
    assert any(line.lstrip().startswith("▌") for line in lines)
    assert "[1 Xem cả mục]" in screen.getvalue()


def test_control_signs_of_a_plan_do_not_steer_the_terminal() -> None:
    assert "\x1b" not in plain_text(Message(lead="\x1b[2Ja", page="b\x07"))
