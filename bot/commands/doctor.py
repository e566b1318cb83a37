"""`campaign-bot doctor`: whether the bot can run here, and what to do if not."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

import click

from bot.clock import VIETNAM
from bot.texts import load_texts

MARKS = {"ok": "✔", "warn": "!", "bad": "✘"}


@click.command()
@click.option("--offline", is_flag=True, help="Không gọi Telegram.")
@click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc.")
def doctor(offline: bool, as_json: bool) -> None:
    """Xem bot có chạy được ở đây không: mỗi dòng một việc, kèm cách sửa. Không thay đổi gì.

    Kết thúc với mã 1 nếu có việc phải sửa.
    """
    from bot.doctor.examination import look_at_everything

    findings = look_at_everything(datetime.now(VIETNAM), offline=offline)
    count = sum(finding.level == "bad" for finding in findings)
    if as_json:
        click.echo(
            json.dumps({"ok": not count, "findings": [asdict(f) for f in findings]}, ensure_ascii=False, indent=1)
        )
    else:
        for finding in findings:
            click.echo(f"{MARKS[finding.level]} {finding.text}")
        click.echo(load_texts().line("doctor.to_mend" if count else "doctor.fit", count=count))
    if count:
        raise click.exceptions.Exit(1)
