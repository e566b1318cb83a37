"""All checks, in the order in which they are read."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version

from bot.doctor.contact import check_office, check_token, check_webhook
from bot.doctor.finding import Finding, Level
from bot.doctor.kept import check_backups, check_database, check_keys, check_plans
from bot.doctor.machine import check_clock, check_disk, check_folder, check_zone
from bot.settings import Settings, SettingsError, env_key, read_settings
from bot.store.examining import examine


def look_at_everything(now: datetime, *, offline: bool = False) -> list[Finding]:
    """What all checks find; with settings that cannot be used, that alone. `now` is the machine's time."""
    try:
        settings = read_settings()
    except SettingsError as fault:
        return [Finding("settings", Level.BAD, line) for line in str(fault).splitlines()]
    return look_at(settings, now, offline=offline)


def look_at(settings: Settings, now: datetime, *, offline: bool = False) -> list[Finding]:
    """What all checks find with these settings."""
    found = examine(settings.database) if settings.database.is_file() else None
    folders = check_folder("folder", settings.data_dir, env_key("data_dir"))
    if settings.backup_dir:
        folders += [f for f in check_folder("backup", settings.backup_dir, env_key("backup_dir")) if f.level != "ok"]
    return [
        *folders,
        check_disk(settings.data_dir),
        check_zone(),
        check_clock(now, found.written if found else None, settings.clock),
        *check_keys(settings.keys, settings.data_dir, found),
        *check_database(found, version("campaign-bot")),
        *check_plans(settings.plans_dir),
        *(check_backups(settings.backup_dir, found.backup, now) if found else ()),
        check_token(settings, offline=offline),
        *check_webhook(settings),
        *check_office(settings),
    ]
