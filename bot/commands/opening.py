"""The store, opened for a command and closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.settings import Settings, SettingsError, read_settings
from bot.store.sqlite import SqliteStore
from bot.store.vault import VaultError


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
    try:
        store = SqliteStore(settings.database, settings.keys_dir)
    except VaultError as fault:
        raise click.ClickException(str(fault)) from fault
    try:
        yield store
    finally:
        store.close()
