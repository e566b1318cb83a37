"""The sentences: all there, all used, short enough, checked when they are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.conversation.command_menu import command_menu
from bot.conversation.commands import DOING
from bot.conversation.words import plain_words
from bot.texts import LONGEST_LEAD, TextError, load_texts, parse_texts, sentences

ROOT = Path(__file__).parent.parent
CODE = "\n".join(f.read_text(encoding="utf-8") for folder in ("bot", "handlers") for f in (ROOT / folder).rglob("*.py"))
ENTRIES = load_texts()._entries
FORBIDDEN = r"\b(bạn|quý khách|người dùng|đối tượng|duyệt|không hợp lệ|đơn xin|cập nhật)\b"


def test_every_message_is_said_somewhere() -> None:
    tables = {"placeholders", "address", "source", "parts", "labels", "label_patterns", "commands"}
    for key in set(ENTRIES) - tables - {"console", "settings", "operating", "doctor"}:
        if not {"lead", "lines"} & set(ENTRIES[key]):  # a table of lines
            assert f'"{key}.' in CODE, f"nobody says {key}"
            continue
        built = key.startswith(("role_", "help_", "only_text_", "step_", "which_", "invite_", "fact_", "receipt_"))
        assert built or f'"{key}"' in CODE, f"nobody says {key}"


def test_every_label_is_used() -> None:
    for key in ENTRIES["labels"]:
        assert f'"{key}"' in CODE or key.startswith("reason_"), f"nobody shows {key}"


def test_every_key_in_the_code_is_in_the_file() -> None:
    for key in re.findall(r'\.say\("(\w+)"', CODE):
        assert load_texts().has(key), key
    for key in re.findall(r'\.choice\("(\w+)"', CODE):
        assert key in ENTRIES["labels"], key


def test_first_lines_are_short() -> None:
    for key, entry in ENTRIES.items():
        if isinstance(entry, dict) and isinstance(entry.get("lead"), str):
            assert len(entry["lead"]) <= LONGEST_LEAD, key


def test_sentences_have_at_most_eighteen_words() -> None:
    for key, text in sentences(ENTRIES):
        if key.startswith(("settings", "operating", "doctor", "labels", "label_patterns", "commands", "console")):
            continue
        for sentence in re.split(r"(?<=[.?!:;])\s", text):
            assert len(sentence.split()) <= 20, f"{key}: {sentence}"


def test_no_word_that_nobody_should_read() -> None:
    for key, text in sentences(ENTRIES):
        assert not re.search(FORBIDDEN, text.lower()), f"{key}: {text}"


def test_typed_words_are_written_as_they_are_compared() -> None:
    for table in ("labels", "commands"):
        for key, entry in ENTRIES[table].items():
            for word in entry.get("also", []) + entry.get("words", []):
                assert plain_words(word) == word, f"{table}.{key}: {word}"


def test_only_commands_that_work_are_in_the_menu() -> None:
    assert {name for name, _ in command_menu(load_texts())} <= {*DOING, "start", "trogiup", "kehoach"}


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('placeholders = []\n[labels]\n[a]\nlead = "{who}"', "who"),
        ('placeholders = []\n[labels]\n[a]\nlead = "{"', "ngoặc nhọn"),
        ('placeholders = []\n[labels]\n[a]\nlead = "{}"', "placeholders"),
        ('placeholders = []\n[labels]\nx = { label = "dài quá đi mất thôi không đọc nổi", also = [] }', "24"),
        ("placeholders = [", "toml"),
    ],
)
def test_a_fault_in_the_file_is_found_when_it_is_read(written: str, fault: str) -> None:
    with pytest.raises(TextError, match=fault):
        parse_texts(written)


def test_a_missing_value_names_the_message() -> None:
    with pytest.raises(TextError, match="fault"):
        load_texts().message("fault")
