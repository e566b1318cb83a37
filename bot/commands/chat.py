"""`campaign-bot chat`: a phone in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.app import chat as run_chat
from bot.app import user_name
from bot.commands.opening import store_faults
from bot.conversation.commands import AUDIENCES
from bot.settings import SettingsError, read_settings


@click.command()
@click.option("--as", "audience", type=click.Choice(AUDIENCES), help="Nói chuyện như ai.")
@click.option("--name", help="Tên trong địa chỉ console:TÊN; mặc định là người đang dùng máy.")
@click.option("--data", "data_dir", type=click.Path(file_okay=False, path_type=Path), help="Thư mục dữ liệu.")
def chat(audience: str | None, name: str | None, data_dir: Path | None) -> None:
    """Nói chuyện với bot như trên Telegram, không cần mã. Câu hỏi đưa qua ống thì trả lời từng dòng rồi kết thúc."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that says it is ASCII still gets Vietnamese
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    try:
        settings = read_settings(**({"data_dir": data_dir} if data_dir else {}))
        with store_faults(settings):
            run_chat(settings, name or user_name(), audience)
    except SettingsError as fault:
        raise click.ClickException(str(fault)) from fault
    except BrokenPipeError:  # whoever read our output has gone
        sys.stderr.close()
        raise SystemExit(0) from None
