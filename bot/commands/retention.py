"""`campaign-bot retention`: erase what may no longer be kept."""

from __future__ import annotations

import click

from bot.app import office_of
from bot.clock import clock_from
from bot.commands.opening import opened_store, used_settings
from bot.plans.retention import apply_draft_retention, overdue_drafts
from bot.pledges.retention import apply_retention, overdue
from bot.texts import load_texts


@click.command()
@click.option("--dry-run", is_flag=True, help="Chỉ xem, không xóa.")
def retention(dry_run: bool) -> None:
    """Xóa những gì quá hạn giữ: bản viết dở, bản nháp kế hoạch, đăng ký đã xong hoặc bỏ lâu, cuộc trò chuyện bỏ lâu."""
    settings, texts = used_settings(), load_texts()
    office = office_of(settings)
    now = clock_from(settings.clock)()
    with opened_store() as store:
        if dry_run:
            due, drafts = overdue(store, office, now), overdue_drafts(store, office, now)
        else:
            with store.transaction():
                due, drafts = apply_retention(store, office, now), apply_draft_retention(store, office, now)
            store.clear_log()
    key = "operating.would_erase" if dry_run else "operating.erased"
    counts = {"count": len(due.drafts), "value": len(due.ended), "first": len(due.open), "last": len(due.chats)}
    counts |= {"list": len(drafts)}
    click.echo(texts.line(key, **counts))
