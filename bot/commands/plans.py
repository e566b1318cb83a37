"""`campaign-bot plans`: the plan library on the command line."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from bot.clock import clock_from
from bot.commands.opening import OPERATOR, opened_store, used_settings
from bot.data_folder import added_plans
from bot.ids import random_id
from bot.plan_files import Added, DocumentError, add_plan, read_plan_file
from bot.texts import load_texts
from knowledge.library import Library, load_library, profile_of
from knowledge.plans.model import Plan, Warning
from knowledge.text import one_line

SHOWN = 96  # characters of a passage on one line


@click.group()
def plans() -> None:
    """Xem, kiểm tra, thêm, cất, dùng lại kế hoạch."""


@plans.command("list")
def list_plans() -> None:
    """Các kế hoạch đang có, cả những kế hoạch đã cất."""
    library, rests = load_library(added_plans()), load_texts().line("operating.plan_rests")
    for plan in (*library, *library.history.values()):
        period = (
            f"{plan.metadata.period[0]}-{plan.metadata.period[1]}" if plan.metadata.period else "không ghi giai đoạn"
        )
        said = f"{period}, {rests}" if plan.id in library.history else period
        click.echo(f"{plan.id}: {plan.profile.document if plan.profile else ''} ({said})")


@plans.command("show")
@click.argument("plan_id")
def show_plan(plan_id: str) -> None:
    """Mục lục và các đoạn của một kế hoạch."""
    library = load_library(added_plans())
    if plan_id not in library:
        raise click.UsageError(f"Không có kế hoạch “{plan_id}”. Đang có: {', '.join(library.plans)}.")
    _print(library[plan_id], whole=True)


@plans.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--passages/--no-passages", "whole", default=True, help="In cả các đoạn.")
def check_file(file: Path, whole: bool) -> None:
    """Đọc thử một tệp và in ra những gì hiểu được; không giữ lại."""
    try:
        plan = read_plan_file(file)
    except DocumentError as error:
        raise click.ClickException(str(error)) from error
    _print(plan, whole)


@plans.command("add")
@click.argument("file", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--id", "plan_id", help="Mã của kế hoạch; không ghi thì lấy tên tệp.")
def add_files(file: tuple[Path, ...], plan_id: str | None) -> None:
    """Thêm kế hoạch vào thư mục dữ liệu."""
    if plan_id and len(file) > 1:
        raise click.UsageError("Một mã chỉ dùng cho một tệp. Ví dụ: campaign-bot plans add a.txt --id lam-dong-2026")
    failed = False
    with Progress(console=Console(stderr=True), transient=True, disable=len(file) == 1) as progress:
        for one in progress.track(file, description=load_texts().line("operating.reading")):
            try:
                click.echo(_added(add_plan(one, added_plans(), plan_id)))
            except DocumentError as error:
                click.echo(str(error) if one.name in str(error) else f"{one.name}: {error}", err=True)
                failed = True
    if failed:
        raise click.exceptions.Exit(1)


def _added(added: Added) -> str:
    if not added.changed:
        return load_texts().line("operating.plan_unchanged", name=added.plan.id)
    count, doubts = len(added.plan.sections), len(added.plan.warnings)
    return load_texts().line("operating.plan_added", name=added.plan.id, count=count, value=doubts)


@plans.command("retire")
@click.argument("plan_id")
def retire(plan_id: str) -> None:
    """Cất một kế hoạch: bot không trả lời từ đó nữa, thôi nhắc các hạn của nó; văn bản vẫn còn."""
    library = load_library(added_plans())
    if plan_id in library.history:
        click.echo(load_texts().line("operating.plan_retired_before", name=plan_id))
        return
    _keep(library, plan_id, "plan_retired")


@plans.command("reinstate")
@click.argument("plan_id")
def reinstate(plan_id: str) -> None:
    """Dùng lại một kế hoạch đã cất: bot lại trả lời từ đó và nhắc các hạn đã xác nhận."""
    library = load_library(added_plans())
    if plan_id in library:
        click.echo(load_texts().line("operating.plan_not_retired", name=plan_id))
        return
    _keep(library, plan_id, "plan_reinstated")


def _keep(library: Library, plan_id: str, what: str) -> None:
    """Retire the plan or bring it back, in the operator's name; a running bot follows within seconds."""
    from bot.alerts.above import address_above
    from bot.plans import retirement
    from bot.plans.shelf import Shelf

    texts, settings, plan = load_texts(), used_settings(), library.readable(plan_id)
    if plan is None:
        raise click.UsageError(texts.line("operating.plan_unknown", name=plan_id))
    do = retirement.retire if what == "plan_retired" else retirement.reinstate
    with opened_store() as store, store.transaction():
        people, admins = store.people, settings.admins
        act = retirement.Act(
            store,
            Shelf(settings.data_dir),
            texts,
            random_id,
            OPERATOR,
            clock_from(settings.clock)(),
            lambda chat: address_above(people, admins, chat),
        )
        told = do(act, plan)
    click.echo(texts.line(f"operating.{what}", name=plan_id, count=told))


def _print(plan: Plan, whole: bool) -> None:
    meta = plan.metadata
    profile = plan.profile or profile_of(plan)
    for name, value in (
        ("Loại", meta.kind),
        ("Tên", meta.title),
        ("Số", meta.number),
        ("Ngày", f"{meta.date:%d/%m/%Y}" if meta.date else None),
        ("Nơi", meta.place),
        ("Cơ quan", meta.issuer),
        ("Người ký", meta.signer),
        ("Chức vụ", meta.signer_title),
        ("Giai đoạn", f"{meta.period[0]} - {meta.period[1]}" if meta.period else None),
        ("Gọi là", profile.name),
    ):
        click.echo(f"{name}: {value if value else 'không thấy'}")
    kinds = Counter(p.kind.value for p in plan.passages)
    click.echo(
        f"{len(plan.sections)} mục, {len(plan.passages)} đoạn "
        f"({', '.join(f'{k} {n}' for k, n in sorted(kinds.items()))})"
    )
    click.echo("Mục lục:")
    for section in plan.sections:
        click.echo(f"  {'  ' * section.depth}{section.path}  {section.title}")
    if whole:
        click.echo("Các đoạn:")
        for passage in plan.passages:
            text = one_line(passage.text)
            click.echo(f"  [{passage.section}] {text[:SHOWN]}{'…' if len(text) > SHOWN else ''}")
    click.echo(f"Chỗ ngờ: {len(plan.warnings)}")
    for warning in plan.warnings:
        click.echo(f"  - {_sentence(warning, plan)}")


def _sentence(warning: Warning, plan: Plan) -> str:
    texts = tomllib.loads((files("knowledge") / "data" / "doubts.vi.toml").read_text(encoding="utf-8"))
    sentence: str = texts.get(warning.code, warning.code).format(detail=warning.detail)
    if not warning.place:
        return sentence
    section = plan.section_at(warning.place)
    line = plan.source.count("\n", 0, warning.place) + 1
    where = "operating.doubt_place" if section else "operating.doubt_line"
    said = [load_texts().line(where, path=section.path if section else "", first=line), sentence]
    words = one_line(plan.source[warning.place : warning.place + SHOWN].strip().split("\n")[0])
    if words and not warning.detail:
        said.append(load_texts().line("operating.doubt_words", what=words))
    return " ".join(said)
