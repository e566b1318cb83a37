"""`campaign-bot keys`: the keys that seal names, phones and free texts."""

from __future__ import annotations

import click

from bot.commands.opening import opened_store
from bot.texts import load_texts


@click.group()
def keys() -> None:
    """Khóa mã hóa tên, điện thoại và lời ghi trong cơ sở dữ liệu."""


@keys.command()
@click.option("--forget", is_flag=True, help="Bỏ các khóa cũ: bản sao lưu từ trước không mở được nữa.")
def rotate(forget: bool) -> None:
    """Tạo khóa mới và mã hóa lại tất cả. Bot đang chạy không phải dừng. Khóa cũ được giữ để mở bản sao lưu."""
    with opened_store() as store:
        click.echo(load_texts().line("operating.rotated", key=store.turn_keys()))
        if forget:
            click.echo(load_texts().line("operating.forgotten", count=store.drop_old_keys()))
        store.clear_log()
