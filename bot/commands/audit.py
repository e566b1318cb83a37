"""`campaign-bot audit`: who did what to which record."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from bot.commands.opening import opened_store
from bot.texts import load_texts


@click.group()
def audit() -> None:
    """Nhật ký việc đã làm; chỉ thêm, không sửa, không có thông tin cá nhân."""


@audit.command()
@click.option("--head", help="Dấu cuối đã ghi lại lần trước: báo nếu nhật ký bị cắt bớt.")
def verify(head: str | None) -> None:
    """Kiểm tra nhật ký còn nguyên không; in dấu cuối để ghi lại nơi khác."""
    texts = load_texts()
    with opened_store() as store:
        verdict = store.audit.verify()
        known = head is None or any(entry.digest == head for entry in store.audit.entries())
    if verdict.broken_at is not None:
        raise click.ClickException(texts.line("operating.audit_broken", count=verdict.broken_at))
    if not known:
        raise click.ClickException(texts.line("operating.audit_cut", value=head))
    click.echo(texts.line("operating.audit_whole", count=verdict.entries, value=verdict.head))


@audit.command()
def show() -> None:
    """In từng dòng nhật ký, mỗi dòng một JSON."""
    with opened_store() as store:
        for entry in store.audit.entries():
            click.echo(json.dumps(asdict(entry), default=str, ensure_ascii=False))
