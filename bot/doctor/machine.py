"""The machine: time, disk, the folder of the data."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.doctor.finding import Finding, bad, ok, warn

MIB = 1024**2
LEAST_DISK, LITTLE_DISK = 200 * MIB, 1024 * MIB
YEARS = (2025, 2100)  # that a clock may show
AHEAD = timedelta(minutes=5)  # that what was written may lie ahead of the clock
# File systems whose locks or shared memory do not hold between machines: SQLite's write-ahead log needs both
# (sqlite.org/wal.html: "All processes using a database must be on the same host computer").
REMOTE = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "vboxsf", "ceph", "afs", "davfs")
VANISHING = ("tmpfs", "ramfs", "overlay")  # gone with the machine or the container
MOUNTS = Path("/proc/self/mounts")


def check_zone() -> Finding:
    """Whether Vietnam's time is known."""
    try:
        offset = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")).utcoffset()
    except ZoneInfoNotFoundError:
        offset = None
    return ok("zone", "zone_ok") if offset == timedelta(hours=7) else bad("zone", "zone_bad")


def check_clock(now: datetime, written: datetime | None, rehearsing: datetime | None) -> Finding:
    """Whether the machine's clock can be right: no year out of reason, nothing written after `now`."""
    moment = f"{now:%H:%M %d/%m/%Y}"
    if not YEARS[0] <= now.year < YEARS[1]:
        return bad("clock", "clock_year", moment=moment)
    if written and written - now > AHEAD:
        return bad("clock", "clock_behind", moment=moment, last=f"{written.astimezone(now.tzinfo):%H:%M %d/%m/%Y}")
    if rehearsing:
        return warn("clock", "clock_rehearsing", moment=f"{rehearsing:%H:%M %d/%m/%Y}")
    return ok("clock", "clock_ok", moment=moment)


def check_folder(check: str, folder: Path, key: str) -> list[Finding]:
    """Whether `folder`, which the setting `key` names, can be written to and lies where it keeps what is written."""
    there = nearest(folder)
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError:
        return [bad(check, "folder_closed", value=folder, key=key)]
    kind = file_system(there)
    if kind in REMOTE:
        return [bad(check, "folder_remote", value=folder, name=kind, key=key)]
    if kind in VANISHING:
        return [warn(check, "folder_vanishing", value=folder, name=kind, key=key)]
    return [ok(check, "folder_ok", value=folder.absolute())]


def check_disk(folder: Path) -> Finding:
    """Whether there is room."""
    free = shutil.disk_usage(nearest(folder)).free
    size = f"{free // MIB} MB" if free < 10 * LITTLE_DISK else f"{free // MIB // 1024} GB"
    if free < LEAST_DISK:
        return bad("disk", "disk_full", size=size)
    return warn("disk", "disk_low", size=size) if free < LITTLE_DISK else ok("disk", "disk_ok", size=size)


def nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    folder = folder.absolute()
    while not folder.is_dir():
        folder = folder.parent
    return folder


def file_system(folder: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system that `folder` lies on ("ext4"); nothing where that cannot be told."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    real = folder.resolve()
    found = ("", "")
    for line in lines:
        _, at, kind, *_ = line.split(" ")
        place = at.replace("\\040", " ")
        if real.is_relative_to(place) and len(place) >= len(found[0]):
            found = (place, kind)
    return found[1]
