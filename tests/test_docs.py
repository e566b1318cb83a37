"""The documentation says what is there, and what it says is there."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from bot.settings import PREFIX, Settings, env_key
from knowledge.library import load_library
from knowledge.text import nfc, one_line

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {file.name: file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs").glob("*.md"))}
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def block_after(mark: str) -> list[str]:
    """The lines of the fenced block that follows the comment `mark`."""
    found = re.search(rf"<!-- {mark} -->\n```\w*\n(.*?)\n```", README, re.DOTALL)
    assert found, f"no fenced block after <!-- {mark} -->"
    return found[1].splitlines()


@pytest.mark.parametrize("mark", ["run", "test"])
def test_one_line_does_it_all(mark: str) -> None:
    (line,) = block_after(mark)
    assert line.startswith("python3 -m venv .venv && ")
    assert "--no-deps" in line  # the project itself brings nothing that is not locked


def test_ci_runs_the_readme_s_test_command_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / "run"
    script.write_bytes((ROOT / ".ci" / "run").read_bytes())
    never, this = "```sh\necho never\n```\n", "```sh\necho 3 passed; exit 4\n```\n"
    (tmp_path / "README.md").write_text(f"<!-- run -->\n{never}<!-- test -->\n\n{this}{never}", encoding="utf-8")
    done = subprocess.run(["bash", str(script)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("3 passed\n", 4)


def test_ci_refuses_a_readme_without_one_test_command(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / "run"
    script.write_bytes((ROOT / ".ci" / "run").read_bytes())
    (tmp_path / "README.md").write_text("<!-- test -->\n```sh\ntrue\ntrue\n```\n", encoding="utf-8")
    assert subprocess.run(["bash", str(script)], capture_output=True, check=False).returncode == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_command_table(command: str) -> None:
    tables = [line for text in (README, *DOCS.values()) for line in text.splitlines() if line.startswith("| `")]
    assert any(line.startswith(f"| `campaign-bot {command}") for line in tables)


def test_the_command_table_names_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"^\| `campaign-bot (\w+)", README, re.MULTILINE)) <= set(COMMANDS)


def test_every_setting_is_described_and_no_other() -> None:
    described = set(re.findall(rf"^\| `({PREFIX}\w+)`", DOCS["settings.md"], re.MULTILINE))
    assert described == {env_key(name) for name in Settings.model_fields}


def test_the_default_of_every_setting_is_the_one_described() -> None:
    rows = re.findall(rf"^\| `({PREFIX}\w+)` \| *(.*?) *\|", DOCS["settings.md"], re.MULTILINE)
    for name, described in rows:
        default = Settings.model_fields[name.removeprefix(PREFIX).lower()].get_default()
        assert described.strip("`") == ("" if default in (None, "", ()) else str(default)), name


def test_the_exchange_in_the_readme_quotes_the_plan_to_the_letter() -> None:
    exchange = re.search(r"```\n> (.*?)```", README, re.DOTALL)
    assert exchange
    quoted = [line[1:] for line in exchange[1].splitlines() if line.startswith("▌") and "Nguồn:" not in line]
    quotes = re.findall("“(.*?)”", " ".join(" ".join(quoted).split()))
    assert quotes
    plan = one_line(load_library()["binh-thuan"].source)
    assert all(nfc(quote) in plan for quote in quotes)


def test_every_link_between_documents_leads_somewhere() -> None:
    for name, text in {"README.md": README, **{f"docs/{name}": text for name, text in DOCS.items()}}.items():
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (ROOT / name).parent.joinpath(target).is_file(), f"{name}: {target}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_has_one_version_and_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=\S)", text.strip())
    for requirement in requirements:
        assert re.match(r"[a-z0-9][a-z0-9._-]*==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--\w*(index|links|host)\w*)", text, re.MULTILINE)


def test_what_is_tested_is_what_is_run() -> None:
    run, dev = (locked(lock) for lock in LOCKS)
    assert run <= dev


def test_everything_that_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {re.split(r"[\[<>=~!; ]", one)[0].lower() for one in project["project"]["dependencies"]}
    assert asked <= {one.split("==")[0] for one in locked("requirements.txt")}


def locked(lock: str) -> set[str]:
    """The requirements of a lock file, as name==version."""
    return set(re.findall(r"^([a-z0-9._-]+==[^\s;\\]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_questions_for_measuring_are_one_to_a_line() -> None:
    lines = (ROOT / "bot" / "bench" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(set(json.loads(line)) == {"plan", "text", "quote"} for line in lines)


def test_the_container_s_files_are_those_that_it_copies() -> None:
    kept = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for line in copied for name in line.split()} == kept
    assert all((ROOT / name).exists() for name in kept)
