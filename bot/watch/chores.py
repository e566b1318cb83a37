"""What the bot does by itself beside the conversation: the sign of life, the nightly backup, the morning line."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import structlog

from bot.backups.making import BackupError, dated_name, drop_oldest, kept_backups, make_backup
from bot.clock import VIETNAM, Clock
from bot.log import places
from bot.store.beats import BACKUP, SERVE
from bot.store.store import Store
from bot.texts import Texts
from bot.watch.morning import Machine, tell_admins
from bot.watch.pulse import DATABASE, Pulse

BACKUP_FROM = time(2, 0)
AGAIN = timedelta(hours=1)  # after a backup that failed

log = structlog.get_logger()


@dataclass(frozen=True)
class Folders:
    """Where data, keys and backups are; without a folder for backups there are none."""

    data: Path
    keys: Path
    backups: Path | None
    keep: int


class Chores:
    """Done each minute, on a thread of its own: the conversation does not wait for a backup, nor does the end."""

    def __init__(
        self,
        store: Store,
        texts: Texts,
        folders: Folders,
        pulse: Pulse,
        clock: Clock,
        admins: Sequence[str] | None,
        machine_clock: Callable[[], datetime] = lambda: datetime.now(VIETNAM),
    ) -> None:
        """`admins` are told each morning; None: nobody is."""
        self._store = store
        self._texts = texts
        self._folders = folders
        self._pulse = pulse
        self._clock = clock
        self._admins = admins
        self._machine_clock = machine_clock
        self._not_before: datetime | None = None
        self._busy = threading.Lock()

    def begin(self) -> None:
        """Do them without anybody waiting; nothing if those of before are not done."""
        threading.Thread(target=self.run, name="chores", daemon=True).start()

    def run(self) -> None:
        """Do them, each for itself: one that fails does not hinder the others."""
        if not self._busy.acquire(blocking=False):
            return
        try:
            for chore in (self.show_life, self.back_up, self.tell):
                try:
                    chore()
                except Exception as error:
                    log.error("chore_failed", what=chore.__name__, error=type(error).__name__, where=places(error))
        finally:
            self._busy.release()

    def show_life(self) -> None:
        """Write to the database that the bot is alive."""
        with self._store.transaction():
            self._store.beats.note(SERVE, self._machine_clock())
        self._pulse.beat(DATABASE)

    def back_up(self) -> None:
        """Make the backup of the day if it is time and there is none."""
        folder, now = self._folders.backups, self._machine_clock()
        if folder is None or now.time() < BACKUP_FROM or (self._not_before and now < self._not_before):
            return
        if any(made.date() == now.date() for made, _ in kept_backups(folder)):
            return
        self._not_before = now + AGAIN
        try:
            manifest = make_backup(self._folders.data, self._folders.keys, folder / dated_name(now), now)
        except BackupError as fault:
            log.error("backup_failed", error=fault.code)
            return
        with self._store.transaction():
            self._store.beats.note(BACKUP, now)
        dropped = drop_oldest(folder, self._folders.keep, now)
        log.info("backed_up", files=len(manifest.parts), dropped=len(dropped))

    def tell(self) -> None:
        """Tell the admins once a day."""
        if self._admins is None:
            return
        free = shutil.disk_usage(self._folders.data).free
        machine = Machine(free, self._store.beats.last(BACKUP), self._machine_clock())
        tell_admins(self._store, self._texts, self._admins, self._clock(), machine)
