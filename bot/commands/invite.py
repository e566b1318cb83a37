"""`campaign-bot invite`: a one-time code for a role in an area."""

from __future__ import annotations

import click

from bot.clock import clock_from
from bot.commands.opening import OPERATOR, opened_store, used_settings
from bot.ids import random_id
from bot.people.inviting import LINK_MARK, make_invite
from bot.people.model import Role
from bot.people.written_areas import AreaError, read_area
from bot.texts import load_texts


@click.command()
@click.option("--role", type=click.Choice(["village_head", "officer"]), required=True, help="Vai trò.")
@click.option("--area", required=True, help="Nơi, ví dụ: thôn 2, xã Minh Sơn, Triệu Sơn, Thanh Hóa.")
@click.option("--bot", "bot_name", help="Tên bot trên Telegram, để in đường dẫn.")
def invite(role: str, area: str, bot_name: str | None) -> None:
    """Tạo mã mời dùng một lần, trong 7 ngày. Người nhận gõ mã cho bot hoặc bấm đường dẫn."""
    texts = load_texts()
    try:
        place = read_area(Role(role), area)
    except AreaError as fault:
        key = "operating.area_which" if fault.choices else "operating.area_unknown"
        raise click.ClickException(texts.line(key, value=area, list=str(fault))) from fault
    clock = clock_from(used_settings().clock)
    with opened_store() as store, store.transaction():
        made, code = make_invite(store, random_id, Role(role), place, OPERATOR, clock())
    last = made.expires.strftime("%d/%m/%Y")
    click.echo(texts.line("operating.invited", value=texts.line(f"roles.{role}"), place=str(place), last=last))
    click.echo(texts.line("operating.code", name=code))
    if bot_name:
        click.echo(f"https://t.me/{bot_name.lstrip('@')}?start={LINK_MARK}{code}")
