"""`campaign-bot serve`: the bot on Telegram."""

from __future__ import annotations

import click

from bot.app import serve as run_serve
from bot.commands.opening import store_faults
from bot.settings import SettingsError, read_settings


@click.command()
@click.option("--webhook", is_flag=True, help="Nhận tin qua địa chỉ công khai (cần WEBHOOK_URL, WEBHOOK_SECRET).")
def serve(webhook: bool) -> None:
    """Chạy bot trên Telegram đến khi được bảo dừng. Mã của bot đặt ở CAMPAIGN_BOT_TOKEN."""
    try:
        settings = read_settings()
        with store_faults(settings):
            run_serve(settings, webhook)
    except SettingsError as fault:
        raise click.ClickException(str(fault)) from fault
