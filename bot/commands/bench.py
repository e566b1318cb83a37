"""`campaign-bot bench`: the product's figures, measured where it runs."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

JSON = click.option("--json", "as_json", is_flag=True, help="In ra JSON cho máy đọc")

# The size of the index that plain `bench` measures: large enough for bm25s, and done within a minute.
PASSAGES = 20_000


@click.group(invoke_without_command=True, help="Đo tốc độ và độ đúng; không ghi lệnh con thì đo tất cả, in một bảng.")
@JSON
@click.pass_context
def bench(ctx: click.Context, as_json: bool) -> None:
    """All figures in one table when no one of them is named."""
    if ctx.invoked_subcommand is not None:
        return
    from rich.console import Console
    from rich.table import Table

    from bot.bench.table import measure_all
    from bot.log import start_log

    start_log(logging.ERROR)
    rows = measure_all(lambda name: click.echo(name, err=True))
    if as_json:
        click.echo(json.dumps([row.as_json() for row in rows], ensure_ascii=False))
        return
    table = Table("what", "figure", "how it was measured")
    for row in rows:
        table.add_row(row.what, row.figure, row.how)
    Console().print(table)


@bench.command(help="Độ đúng của tìm kiếm trên bộ có đáp án: THƯ MỤC có corpus.jsonl, queries.jsonl, qrels.tsv.")
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@JSON
def retrieval(folder: Path | None, as_json: bool) -> None:
    """The search on a judged set; without a folder on the shipped plans and questions."""
    from bot.bench.retrieval import measure_retrieval, read_judged_set, shipped_set

    try:
        judged = read_judged_set(folder) if folder else shipped_set()
        figures = measure_retrieval(judged).as_json()
    except (OSError, ValueError) as error:
        raise click.ClickException(f"Không đọc được bộ đo: {error}") from error
    _print("retrieval", figures, as_json)


@bench.command(help="Tốc độ và bộ nhớ của chỉ mục lớn, bên cạnh rank-bm25.")
@click.option("--passages", default=PASSAGES, show_default=True, type=click.IntRange(min=1), help="Số đoạn văn")
@JSON
def index(passages: int, as_json: bool) -> None:
    """Building, loading and searching an index of made passages, beside plain rank-bm25."""
    from bot.bench.indexing import measure_index

    _print("index", measure_index(passages).as_json(), as_json)


@bench.command(help="Thời gian trả lời, khi đã khởi động và từ lúc khởi động.")
@JSON
def answers(as_json: bool) -> None:
    """The time of an answer, warm and cold."""
    from bot.bench.answers import measure_answers

    try:
        figures = measure_answers().as_json()
    except RuntimeError as error:
        raise click.ClickException(str(error)) from error
    _print("answers", figures, as_json)


@bench.command(help="Một năm nhắc hạn mô phỏng, tiến trình bị ngắt nhiều lần: thiếu bao nhiêu, lặp bao nhiêu.")
@click.option("--officers", default=200, show_default=True, type=click.IntRange(min=1), help="Số cán bộ")
@click.option("--deadlines", default=40, show_default=True, type=click.IntRange(min=1), help="Số hạn")
@click.option("--kills", default=500, show_default=True, type=click.IntRange(min=0), help="Số lần ngắt")
@click.option("--burst", default=0, type=click.IntRange(min=0), help="Thay vào đó: số tin nhắc cùng một phút")
@JSON
def alerts(officers: int, deadlines: int, kills: int, burst: int, as_json: bool) -> None:
    """A simulated year of alerts whose sending process is killed at random points; or a burst within the limit."""
    from bot.bench.alerting import measure_alerts
    from bot.bench.burst import measure_burst
    from bot.log import start_log

    start_log(logging.ERROR)
    if burst:
        _print("alerts, burst", measure_burst(burst).as_json(), as_json)
        return
    _print("alerts", measure_alerts(officers, deadlines, kills).as_json(), as_json)


@bench.command(help="Số tin mỗi giây khi các hộ đăng ký, bên cạnh một bot chỉ nhắc lại lời.")
@click.option("--households", default=50, show_default=True, type=click.IntRange(min=1), help="Số hộ")
@JSON
def pledges(households: int, as_json: bool) -> None:
    """Messages a second while households register, beside a bare echo."""
    from bot.bench.registrations import measure_registrations
    from bot.log import start_log

    start_log(logging.ERROR)
    _print("pledges", measure_registrations(households).as_json(), as_json)


@bench.command(help="Số tin mỗi giây từ đầu đến cuối khi nhiều người hỏi, bên cạnh một bot chỉ nhắc lại lời.")
@click.option("--people", default=20, show_default=True, type=click.IntRange(min=1), help="Số người hỏi")
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(min=1), help="Số lượt của mỗi bot")
@click.option("--seconds", default=3.0, show_default=True, type=click.FloatRange(min=0.1), help="Số giây mỗi lượt")
@click.option("--repeated", is_flag=True, help="Mọi người hỏi cùng một bộ câu, không câu nào mới")
@JSON
def messages(people: int, rounds: int, seconds: float, repeated: bool, as_json: bool) -> None:
    """Messages a second over HTTP, beside a bare echo bot in the same run."""
    from bot.bench.end_to_end import measure_messages

    figures = measure_messages(people, rounds, seconds, unlike=not repeated).as_json()
    _print("messages", figures if as_json else flat(figures), as_json)


@bench.command(help="Bộ nhớ và thời gian khi mở các tệp phá hoại (zip, XML, PDF phình to).")
@JSON
def documents(as_json: bool) -> None:
    """What reading each bomb costs the process that reads it."""
    from bot.bench.bombs import BOMBS, cost_of

    costs = {name: cost_of(name) for name in BOMBS}
    figures: dict[str, Any] = {f"{name} MB": round(cost.peak_mb) for name, cost in costs.items()}
    figures |= {
        "largest MB": max(round(cost.peak_mb) for cost in costs.values()),
        "longest s": max(round(cost.seconds, 1) for cost in costs.values()),
        "refused": sum(cost.refused for cost in costs.values()),
        "bombs": len(costs),
    }
    _print("documents", figures, as_json)


@bench.command(help="Tải thật trong nhiều phút, mạng hỏng đủ kiểu, tiến trình bị ngắt: có mất gì, nhớ có phình không.")
@click.option("--minutes", default=20.0, show_default=True, type=click.FloatRange(min=0.1), help="Số phút có tải")
@JSON
def soak(minutes: float, as_json: bool) -> None:
    """People, pledges and alerts while the network fails and the process is killed; ends with 1 if anything is lost."""
    from bot.bench.soak import measure_soak

    figures = measure_soak(minutes)
    _print("soak", figures.as_json() if as_json else flat(figures.as_json()), as_json)
    if not figures.sound:
        raise SystemExit(1)


@bench.command(help="Thời gian trả lời khi một kế hoạch dài đang được đọc và công bố, bên cạnh lúc không có.")
@click.option("--pages", default=300, show_default=True, type=click.IntRange(min=1), help="Số trang")
@click.option("--people", default=20, show_default=True, type=click.IntRange(min=1), help="Số người hỏi")
@JSON
def publishing(pages: int, people: int, as_json: bool) -> None:
    """The time of answers while a long plan is read and published."""
    from bot.bench.publishing import measure_publishing
    from bot.log import start_log

    start_log(logging.CRITICAL)
    try:
        figures = measure_publishing(pages, people).as_json()
    except RuntimeError as error:
        raise click.ClickException(str(error)) from error
    _print("publishing", figures, as_json)


def flat(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Figures within figures by both names, as a table shows them."""
    rows: dict[str, Any] = {}
    for name, value in figures.items():
        rows |= {f"{name} {part}": v for part, v in value.items()} if isinstance(value, Mapping) else {name: value}
    return rows


def _print(name: str, figures: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
    else:
        _show({name: figures})


def _show(benches: Mapping[str, Mapping[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("bench", "figure", "value")
    for name, figures in benches.items():
        table.add_section()
        for row, (figure, value) in enumerate(figures.items()):
            table.add_row("" if row else name, figure, "-" if value is None else str(value))
    Console().print(table)
