"""Settings: read once, never changed; messages name the key and the bad value, and no secret."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import structlog
from pydantic import ValidationError

from bot.clock import VIETNAM, clock_from
from bot.log import HidingFormatter
from bot.settings import SettingsError, read_settings, require

TOKEN = "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    import os  # noqa: PLC0415

    for key in [key for key in os.environ if key.startswith("CAMPAIGN_BOT_")]:
        monkeypatch.delenv(key)


def test_they_have_defaults() -> None:
    settings = read_settings()
    assert settings.data_dir == Path("data")
    assert settings.plans_dir == Path("data/plans")
    assert settings.listen_at == ("127.0.0.1", 8443)
    assert settings.token is None


def test_they_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        read_settings().controller = "x"


def test_a_secret_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    monkeypatch.setenv("CAMPAIGN_BOT_TOKEN_FILE", str(file))
    settings = read_settings()
    assert settings.token
    assert settings.token.get_secret_value() == TOKEN
    assert TOKEN not in repr(settings)
    monkeypatch.setenv("CAMPAIGN_BOT_TOKEN", TOKEN)
    with pytest.raises(SettingsError, match="CAMPAIGN_BOT_TOKEN"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("LISTEN", "abc"), ("CLOCK", "hom nay"), ("ADMINS", "lan"), ("API_URL", "ftp://x"), ("WEBHOOK_URL", "http://x")],
)
def test_a_bad_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"CAMPAIGN_BOT_{name}", value)
    with pytest.raises(SettingsError, match=f"CAMPAIGN_BOT_{name} = {value}"):
        read_settings()


@pytest.mark.parametrize("name", ["TOKEN", "WEBHOOK_SECRET"])
def test_a_bad_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"CAMPAIGN_BOT_{name}", "very-secret!")
    with pytest.raises(SettingsError, match=f"CAMPAIGN_BOT_{name}") as fault:
        read_settings()
    assert "very-secret" not in str(fault.value)


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(SettingsError, match=r"(?s)CAMPAIGN_BOT_TOKEN.*CAMPAIGN_BOT_WEBHOOK_URL"):
        require(read_settings(), "token", "webhook_url")


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGN_BOT_ADMINS", "telegram:1, console:lan,")
    assert read_settings().admins == ("telegram:1", "console:lan")


def test_the_clock_can_start_at_any_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGN_BOT_CLOCK", "2026-11-18T07:30")
    start = read_settings().clock
    assert start == datetime(2026, 11, 18, 7, 30, tzinfo=VIETNAM)
    assert timedelta(0) <= clock_from(start)() - start < timedelta(seconds=5)


def record(message: object, *values: object, error: BaseException | None = None) -> logging.LogRecord:
    """A log record as a library makes it."""
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("telegram.ext", logging.ERROR, "x.py", 1, message, values, info)


def test_the_log_holds_neither_what_people_say_nor_secrets() -> None:
    try:
        raise ValueError("mot cau rieng")
    except ValueError as raised:
        line = HidingFormatter([TOKEN]).format(record("Received %r", "mot cau rieng", error=raised))
    assert "mot cau rieng" not in line
    said = json.loads(line)
    assert said["event"] == "Received %r"
    assert said["error"] == "ValueError"
    assert TOKEN not in HidingFormatter([TOKEN]).format(record(f"GET /bot{TOKEN}/getMe"))


def test_what_the_bot_logs_itself_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    from bot.log import start_log  # noqa: PLC0415

    before = logging.getLogger().handlers[:]
    try:
        start_log(logging.INFO)
        structlog.get_logger().info("turn", ms=3)
        assert json.loads(capsys.readouterr().err)["ms"] == 3
    finally:
        logging.getLogger().handlers[:] = before
        structlog.reset_defaults()
