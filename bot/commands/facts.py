"""`campaign-bot facts`: what was read from the plans, typed."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from bot.commands.tables import facts_tables
from bot.data_folder import added_plans
from bot.plan_files import DocumentError, read_plan_file
from knowledge.facts import facts_of
from knowledge.facts.shape import facts_as_values
from knowledge.library import load_library
from knowledge.plans.model import Plan


@click.command()
@click.option("--plan", "plan_id", help="Mã của một kế hoạch trong thư viện.")
@click.option("--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Đọc tệp, không giữ lại.")
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path), help="Thư mục dữ liệu của bot.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def facts(plan_id: str | None, file: Path | None, data_dir: Path | None, as_json: bool) -> None:
    """Những gì đọc được từ kế hoạch: hạn, số lượng khen, chỉ tiêu, tiêu chí, hồ sơ, văn bản dẫn chiếu."""
    chosen = choose_plans(plan_id, file, data_dir)
    if as_json:
        found = {plan.id: facts_as_values(plan, facts_of(plan)) for plan in chosen}
        click.echo(json.dumps({"plans": found}, ensure_ascii=False, indent=1))
        return
    console = Console()
    for plan in chosen:
        for table in facts_tables(plan, facts_of(plan)):
            console.print(table)


def choose_plans(plan_id: str | None, file: Path | None, data_dir: Path | None) -> list[Plan]:
    """The plans that a command is about: the file, the one named, else all of the library."""
    if file is not None:
        try:
            return [read_plan_file(file)]
        except DocumentError as error:
            raise click.ClickException(str(error)) from error
    library = load_library(data_dir / "plans" if data_dir else added_plans())
    if plan_id is None:
        return list(library)
    if plan_id not in library:
        known = ", ".join(library.plans)
        raise click.UsageError(f"Không có kế hoạch “{plan_id}”. Đang có: {known}.")
    return [library[plan_id]]
