"""The store, opened for a command and closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

import click

from bot.settings import Settings, SettingsError, env_key, read_settings
from bot.store.file import NewerDatabaseError, UnusableDatabaseError
from bot.store.sqlite import SqliteStore
from bot.store.vault import VaultError
from bot.texts import load_texts

OPERATOR = "operator"  # who acts on the command line, in the audit log


def used_settings() -> Settings:
    """The settings; a fault in them ends the command with a line that names it."""
    try:
        return read_settings()
    except SettingsError as fault:
        raise click.ClickException(str(fault)) from fault


@contextmanager
def opened_store() -> Iterator[SqliteStore]:
    """The store that the settings name."""
    settings = used_settings()
    with store_faults(settings):
        store = SqliteStore(settings.database, settings.keys_dir)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def store_faults(settings: Settings) -> Iterator[None]:
    """A database that cannot be opened ends the command with a line that says why and what to do."""
    try:
        yield
    except VaultError as fault:
        raise click.ClickException(load_texts().line("doctor.keys_missing", value=settings.keys)) from fault
    except UnusableDatabaseError as fault:
        raise click.ClickException(load_texts().line("doctor.database_damaged")) from fault
    except PermissionError as fault:
        line = load_texts().line("doctor.folder_closed", value=fault.filename, key=env_key("data_dir"))
        raise click.ClickException(line) from fault
    except NewerDatabaseError as fault:
        line = load_texts().line("doctor.database_newer", value=version("campaign-bot"))
        raise click.ClickException(line) from fault
