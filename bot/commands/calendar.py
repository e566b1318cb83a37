"""`campaign-bot calendar`: the dated duties of the plans, as a list, JSON, a calendar file or a picture."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from bot.calendar.entries import Calendar, plans_over, read_calendar
from bot.calendar.lines import calendar_as_values, over_words, source_words, when_words, year_words
from bot.calendar.phrases import phrase, vietnamese_day
from bot.clock import VIETNAM
from bot.commands.facts import choose_plans
from knowledge.facts import Deadline
from knowledge.plans.model import Plan
from knowledge.text import one_line

_DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.command()
@click.option("--plan", "plan_id", help="Mã của một kế hoạch trong thư viện.")
@click.option("--from", "first", type=_DAY, help="Từ ngày, ví dụ 2023-01-01 hoặc 01/01/2023.")
@click.option("--to", "last", type=_DAY, help="Đến ngày.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), help="Ghi tệp lịch .ics.")
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), help="Vẽ lịch một năm, tệp .png.")
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path), help="Thư mục dữ liệu của bot.")
def calendar(
    *,
    plan_id: str | None,
    first: datetime | None,
    last: datetime | None,
    as_json: bool,
    ics: Path | None,
    picture: Path | None,
    data_dir: Path | None,
) -> None:
    """Các hạn theo ngày; việc chỉ ghi năm để riêng, không tự đặt ngày."""
    today = datetime.now(VIETNAM).date()
    begin, end = first.date() if first else None, last.date() if last else None
    if begin and end and begin > end:
        said = phrase("calendar.bad_order", first=vietnamese_day(begin), last=vietnamese_day(end))
        raise click.BadParameter(said, param_hint="--from")
    found = read_calendar(choose_plans(plan_id, None, data_dir), begin, end)
    if as_json:
        click.echo(json.dumps(calendar_as_values(found, today), ensure_ascii=False, indent=1))
    elif not (ics or picture):
        print_calendar(found, today, Console())
    if ics:
        _write_ics(found, ics, as_json)
    if picture:
        _draw(found, begin.year if begin else year_to_draw(found, today), today, picture, as_json)


def print_calendar(found: Calendar, today: date, console: Console) -> None:
    """The calendar on a terminal: each duty with who, to whom, its quote and its source."""
    first, last = vietnamese_day(found.first), vietnamese_day(found.last)
    console.print(f"[bold]{phrase('calendar.title', first=first, last=last)}[/]\n")
    if not found.entries:
        console.print(phrase("calendar.none", first=first, last=last))
    for entry in found.entries:
        console.print(f"[bold cyan]{when_words(entry)}[/]  {escape(entry.what)}")
        _print_source(entry.plan, entry.deadline, console)
    if found.year_entries:
        console.print(f"[bold]{phrase('calendar.yearly')}[/]\n")
    for item in found.year_entries:
        console.print(f"[bold]{year_words(item)}[/]  {escape(item.deadline.what or one_line(item.deadline.quote))}")
        _print_source(item.plan, item.deadline, console)
    for plan in plans_over(found, today):
        console.print(f"⚠️ {escape(over_words(plan))}")


def _print_source(plan: Plan, deadline: Deadline, console: Console) -> None:
    lines = [phrase(f"calendar.{key}", **{key: words}) for key, words in _people(deadline)]
    lines += [f"“{one_line(deadline.quote)}”", source_words(plan, deadline), ""]
    for line in lines:
        console.print(Padding(escape(line), (0, 0, 0, 4)))


def _people(deadline: Deadline) -> list[tuple[str, str]]:
    named = {"who": deadline.who, "to_whom": deadline.to_whom}
    return [(key, words) for key, words in named.items() if words]


def _write_ics(found: Calendar, file: Path, quiet: bool) -> None:
    from bot.calendar.ics import calendar_file

    content = calendar_file(found.entries, datetime.now(VIETNAM))
    file.write_bytes(content)
    _say(quiet, "calendar.wrote_ics", count=content.count(b"BEGIN:VEVENT"), file=file)


def _draw(found: Calendar, year: int, today: date, file: Path, quiet: bool) -> None:
    from bot.calendar.picture import draw_year

    draw_year(found, year, today, file)
    _say(quiet, "calendar.wrote_picture", year=year, file=file)


def year_to_draw(found: Calendar, today: date) -> int:
    """This year if anything falls in it, else the last year that has a dated duty."""
    years = {e.day.year for e in found.entries} | {y.first_year for y in found.year_entries}
    return today.year if today.year in years or not years else max(years)


def _say(quiet: bool, key: str, **values: Any) -> None:
    if not quiet:
        click.echo(phrase(key, **values))
