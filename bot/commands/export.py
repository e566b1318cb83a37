"""`campaign-bot export`: lists for the office."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.clock import clock_from
from bot.commands.opening import OPERATOR, opened_store, used_settings
from bot.people.areas import Area
from bot.people.model import Role
from bot.people.written_areas import AreaError, read_area
from bot.pledges.workbook import pledges_workbook
from bot.texts import capital, load_texts


@click.group()
def export() -> None:
    """Xuất danh sách cho văn phòng."""


@export.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp .xlsx.")
@click.option("--area", help="Chỉ một nơi, ví dụ: xã Triệu Sơn, Thanh Hóa.")
def pledges(out: Path, area: str | None) -> None:
    """Danh sách đăng ký, có tên và điện thoại: tệp chỉ chủ máy đọc được; việc xuất được ghi vào nhật ký."""
    texts = load_texts()
    try:
        place = read_area(Role.OFFICER, area) if area else Area()
    except AreaError as fault:
        key = "operating.area_which" if fault.choices else "operating.area_unknown"
        raise click.ClickException(texts.line(key, value=area, list=str(fault))) from fault
    now = clock_from(used_settings().clock)()
    with opened_store() as store:
        found = store.pledges.within(place)
        data = pledges_workbook(texts, capital(str(place)) or texts.line("figures.everywhere"), found, now)
        with store.transaction():
            store.audit.add(now, OPERATOR, "pledges.exported", f"area:{place.level}", str(len(found)))
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            os.fchmod(file.fileno(), 0o600)  # a file that was there before may be open to others
            file.write(data)
    except OSError as fault:
        raise click.ClickException(texts.line("operating.not_written", value=out)) from fault
    click.echo(texts.line("operating.exported", count=len(found), value=out))
