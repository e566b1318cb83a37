"""What the operator sets in the environment; read once, never changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.clock import VIETNAM
from bot.data_folder import DATABASE, KEYS, PLANS
from bot.texts import load_texts

PREFIX = "CAMPAIGN_BOT_"
SECRETS = ("token", "webhook_secret")
# Bot API: setWebhook takes a secret of 1-256 signs of this alphabet. Short ones can be guessed.
SECRET_FORM = r"^[A-Za-z0-9_-]{16,256}$"
TOKEN_FORM = r"^\d+:[A-Za-z0-9_-]{20,}$"

# What each setting wants, said when its value cannot be used.
WANTED = {
    "token": "mã của bot do BotFather cấp, ví dụ 123456:ABC-DEF...",
    "api_url": "địa chỉ http(s), ví dụ https://api.telegram.org/bot",
    "file_url": "địa chỉ http(s), ví dụ https://api.telegram.org/file/bot",
    "data_dir": "một thư mục ghi được",
    "clock": "thời điểm ISO, ví dụ 2026-11-18T07:30",
    "admins": "các địa chỉ cách nhau bằng dấu phẩy, ví dụ telegram:123,console:lan",
    "webhook_url": "địa chỉ https mà Telegram gọi tới, ví dụ https://bot.example.vn/telegram",
    "webhook_secret": "16-256 chữ, số, gạch nối hoặc gạch dưới",
    "listen": "máy:cổng, ví dụ 127.0.0.1:8443",
    "health_listen": "máy:cổng, ví dụ 127.0.0.1:8081",
    "morning_line": "true hoặc false",
    "keys_dir": "một thư mục ghi được",
    "draft_days": "số ngày từ 1 đến 365",
    "closed_months": "số tháng từ 1 đến 120",
    "open_months": "số tháng từ 1 đến 120",
    "plan_draft_days": "số ngày từ 14 đến 730",
    "unanswered": "số tin từ 2 đến 1000",
    "answering_processes": "số tiến trình từ 0 đến 16",
    "backup_dir": "một thư mục ghi được, nên ở ổ đĩa khác",
    "backup_keep": "số bản sao lưu từ 1 đến 1000",
}


class SettingsError(Exception):
    """Settings that cannot be used; the message names each key and its bad value."""


class Settings(BaseSettings):
    """The settings, each `CAMPAIGN_BOT_` and its name in capitals; secrets also as `..._FILE`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True, extra="ignore")

    token: SecretStr | None = None
    token_file: Path | None = None
    api_url: str = Field("https://api.telegram.org/bot", pattern=r"^https?://\S+$")
    file_url: str = Field("https://api.telegram.org/file/bot", pattern=r"^https?://\S+$")
    data_dir: Path = Path("data")
    help_contact: str = ""
    emergency: str = ""
    admins: Annotated[tuple[str, ...], NoDecode] = ()
    controller: str = ""
    clock: datetime | None = None
    webhook_url: str = Field("", pattern=r"^(https://\S+)?$")
    webhook_secret: SecretStr | None = None
    webhook_secret_file: Path | None = None
    listen: str = Field("127.0.0.1:8443", pattern=r"^\S+:\d{1,5}$")
    keys_dir: Path | None = None
    draft_days: int = Field(30, ge=1, le=365)
    closed_months: int = Field(12, ge=1, le=120)
    open_months: int = Field(12, ge=1, le=120)
    plan_draft_days: int = Field(90, ge=14, le=730)
    unanswered: int = Field(20, ge=2, le=1000)
    answering_processes: int | None = Field(None, ge=0, le=16)
    health_listen: str = Field("", pattern=r"^(\S+:\d{1,5})?$")
    morning_line: bool = True
    backup_dir: Path | None = None
    backup_keep: int = Field(14, ge=1, le=1000)

    @property
    def plans_dir(self) -> Path:
        """Where added plans are kept."""
        return self.data_dir / PLANS

    @property
    def database(self) -> Path:
        """The one database file."""
        return self.data_dir / DATABASE

    @property
    def keys(self) -> Path:
        """The folder of the keys and of the list of what was erased."""
        return self.keys_dir or self.data_dir / KEYS

    @property
    def listen_at(self) -> tuple[str, int]:
        """Host and port at which the webhook listens."""
        return host_and_port(self.listen)

    @property
    def health_at(self) -> tuple[str, int] | None:
        """Host and port of `/healthz` and `/metrics`; None if there are none."""
        return host_and_port(self.health_listen) if self.health_listen else None

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, values: dict[str, Any]) -> dict[str, Any]:
        for name in SECRETS:
            file = values.get(f"{name}_file")
            if not file:
                continue
            if values.get(name):
                raise SettingsError(load_texts().line("settings.both", key=env_key(name)))
            try:
                values = values | {name: Path(file).read_text(encoding="utf-8").strip()}
            except (OSError, UnicodeDecodeError) as fault:
                said = load_texts().line("settings.unreadable", key=env_key(f"{name}_file"), value=file)
                raise SettingsError(said) from fault
        return values

    @field_validator("token")
    @classmethod
    def _check_token(cls, token: SecretStr | None) -> SecretStr | None:
        return matching(token, TOKEN_FORM)

    @field_validator("webhook_secret")
    @classmethod
    def _check_webhook_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        return matching(secret, SECRET_FORM)

    @field_validator("admins", mode="before")
    @classmethod
    def _split_admins(cls, admins: object) -> object:
        return tuple(a.strip() for a in admins.split(",") if a.strip()) if isinstance(admins, str) else admins

    @field_validator("admins")
    @classmethod
    def _check_admins(cls, admins: tuple[str, ...]) -> tuple[str, ...]:
        for admin in admins:
            scheme, colon, path = admin.partition(":")
            if not (scheme.isalpha() and colon and path):
                raise ValueError(admin)
        return admins

    @field_validator("clock")
    @classmethod
    def _in_vietnam(cls, clock: datetime | None) -> datetime | None:
        return clock.replace(tzinfo=VIETNAM) if clock and clock.tzinfo is None else clock


def host_and_port(at: str) -> tuple[str, int]:
    """The two parts of "127.0.0.1:8443"."""
    host, _, port = at.rpartition(":")
    return host, int(port)


def matching(secret: SecretStr | None, form: str) -> SecretStr | None:
    """`secret` if it has the form, else a `ValueError` that does not repeat it."""
    if secret is not None and not re.match(form, secret.get_secret_value()):
        raise ValueError("form")
    return secret


def env_key(name: str) -> str:
    """The environment variable of the setting `name`."""
    return PREFIX + name.upper()


def read_settings(**given: object) -> Settings:
    """The settings of the environment, those `given` before it; a `SettingsError` names what cannot be used."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as fault:
        raise SettingsError("\n".join(fault_lines(fault))) from None  # the cause would print a secret


def fault_lines(fault: ValidationError) -> list[str]:
    """A line for each setting that cannot be used; the value of a secret is not repeated."""
    lines = []
    for error in fault.errors():
        name = str(error["loc"][0]) if error["loc"] else ""
        wanted = WANTED.get(name, error["msg"])
        sentence = "settings.bad_secret" if name in SECRETS else "settings.bad"
        lines.append(load_texts().line(sentence, key=env_key(name), value=error["input"], wanted=wanted))
    return lines


def require(settings: Settings, *names: str) -> None:
    """Raise a `SettingsError` that names every one of `names` that is not set."""
    values: Mapping[str, Any] = {name: getattr(settings, name) for name in names}
    missing = [
        load_texts().line("settings.missing", key=env_key(name), wanted=WANTED[name])
        for name, value in values.items()
        if not value
    ]
    if missing:
        raise SettingsError("\n".join(missing))
