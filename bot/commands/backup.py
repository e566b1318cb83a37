"""`campaign-bot backup`: a sealed copy of everything, while the bot runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from bot.backups.making import BackupError, dated_name, drop_oldest, kept_backups, make_backup
from bot.clock import VIETNAM
from bot.commands.opening import opened_store, used_settings
from bot.store.beats import BACKUP
from bot.texts import load_texts

KIB = 1024


@click.command()
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1, 1000), help="Giữ bấy nhiêu bản mới nhất trong thư mục TARGET.")
def backup(target: Path | None, keep: int | None) -> None:
    """Sao lưu cơ sở dữ liệu và các kế hoạch đã thêm vào một tệp đã mã hóa. Bot đang chạy không phải dừng.

    TARGET là một tệp mới, hoặc một thư mục: khi đó tệp có tên theo ngày giờ, và bản cũ nhất được xóa dần. Không ghi
    TARGET thì dùng CAMPAIGN_BOT_BACKUP_DIR. Trong bản sao lưu không có khóa: giữ thư mục khóa ở nơi khác.
    """
    settings, texts, now = used_settings(), load_texts(), datetime.now(VIETNAM)
    target = target or settings.backup_dir
    if target is None:
        raise click.UsageError(texts.line("operating.backup_where"))
    folder = target if keep or target.is_dir() or target == settings.backup_dir else None
    file = folder / dated_name(now) if folder else target
    try:
        manifest = make_backup(settings.data_dir, settings.keys, file, now)
    except BackupError as fault:
        raise click.ClickException(texts.line(f"operating.{fault.code}", value=fault.value)) from fault
    with opened_store() as store, store.transaction():
        store.beats.note(BACKUP, now)
    size = f"{-(-file.stat().st_size // KIB)} KB"
    click.echo(texts.line("operating.backed_up", value=file, count=len(manifest.parts), size=size))
    if folder and (dropped := drop_oldest(folder, keep or settings.backup_keep, now)):
        click.echo(texts.line("operating.backup_dropped", count=len(dropped), value=len(kept_backups(folder))))
