"""`campaign-bot restore`: a backup, put back or rehearsed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from bot.backups.making import BackupError
from bot.backups.restoring import Restored
from bot.backups.restoring import restore as put_back
from bot.clock import VIETNAM, clock_from
from bot.commands.opening import used_settings
from bot.texts import Texts, load_texts


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path), help="Thư mục dữ liệu khác.")
@click.option("--force", is_flag=True, help="Thư mục đang có dữ liệu: chuyển dữ liệu đó sang chỗ khác trước.")
@click.option("--drill", is_flag=True, help="Chỉ diễn tập trong một thư mục tạm; dữ liệu thật không bị đụng đến.")
def restore(file: Path, data_dir: Path | None, force: bool, drill: bool) -> None:
    """Khôi phục từ bản sao lưu FILE. Cần thư mục khóa đã dùng khi sao lưu; bot phải dừng."""
    settings, texts = used_settings(), load_texts()
    keys = settings.keys if settings.keys_dir or data_dir is None else data_dir / settings.keys.name
    now = clock_from(settings.clock)()
    try:
        if drill:
            rehearse(file, keys, now, texts)
            return
        restored = put_back(file, data_dir or settings.data_dir, keys, now, force=force)
    except BackupError as fault:
        raise click.ClickException(texts.line(f"operating.{fault.code}", value=fault.value)) from fault
    for line in told(restored, texts):
        click.echo(line)


def rehearse(file: Path, keys: Path, now: datetime, texts: Texts) -> None:
    """The drill; the command fails if it does."""
    from bot.backups.drill import rehearse as run_drill

    drill = run_drill(file, keys, now)
    for line in told(drill.restored, texts):
        click.echo(line)
    click.echo(texts.line("operating.drill_asked", count=drill.answered, value=drill.asked, last=drill.opened))
    for fault in drill.faults:
        click.echo(texts.line(f"operating.{fault}"))
    click.echo(texts.line("operating.drill_bad" if drill.faults else "operating.drill_ok"))
    if drill.faults:
        raise click.exceptions.Exit(1)


def told(restored: Restored, texts: Texts) -> Iterator[str]:
    """What came back, and what the operator should know."""
    manifest = restored.manifest
    moment = manifest.made_at.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y")
    yield texts.line("operating.restored", moment=moment, value=manifest.version)
    pledges = sum(restored.pledges.values())
    counted = {"first": restored.plans, "count": pledges, "last": restored.alerts, "value": restored.notices}
    yield texts.line("operating.restored_counts", **counted)
    if restored.overdue:
        yield texts.line("operating.restored_overdue", count=restored.overdue)
    if restored.erased_again:
        yield texts.line("operating.restored_erased", count=restored.erased_again)
    if not restored.erasures_known:
        yield texts.line("operating.restored_no_list")
    if restored.audit_broken_at is not None:
        yield texts.line("operating.restored_audit", count=restored.audit_broken_at)
    if restored.aside:
        yield texts.line("operating.restored_aside", value=restored.aside)
