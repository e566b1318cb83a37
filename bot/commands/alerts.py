"""`campaign-bot alerts`: what would be sent when, before anybody gets it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta

import click

from bot.commands.opening import opened_store

_DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.group()
def alerts() -> None:
    """Tin nhắc hạn."""


@alerts.command()
@click.option("--from", "first", type=_DAY, required=True, help="Từ ngày, ví dụ 2026-11-01 hoặc 01/11/2026.")
@click.option("--to", "last", type=_DAY, required=True, help="Đến hết ngày.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def preview(first: datetime, last: datetime, as_json: bool) -> None:
    """Mọi tin nhắc từ ngày này đến ngày kia: gửi lúc nào, cho ai, về hạn nào; tin đã gửi thì ghi kết quả."""
    from bot.alerts.messages import AlertWords, duty, local
    from bot.alerts.rules import DIGEST_FROM
    from bot.clock import VIETNAM
    from bot.pages import clip
    from bot.texts import load_texts

    texts = load_texts()
    words = AlertWords(texts)
    begin = first.replace(tzinfo=VIETNAM)
    end = last.replace(tzinfo=VIETNAM) + timedelta(days=1)
    if begin >= end:
        raise click.BadParameter(texts.line("operating.bad_order"), param_hint="--from")
    with opened_store() as store:
        rows = []
        for alert in store.alerts.ledger(begin, end):
            deadline = store.deadlines.deadline(alert.deadline)
            said = store.deadlines.confirmation(alert.deadline, alert.occurrence)
            if deadline is None or said is None or said.day is None:
                continue
            rows.append(
                {
                    "due": local(alert.due).isoformat(timespec="minutes"),
                    "chat": alert.chat,
                    "kind": alert.kind.partition(":")[0],
                    "state": alert.state.value,
                    "deadline": alert.deadline,
                    "what": duty(deadline),
                    "day": said.day.isoformat(),
                    "before": said.before,
                    "plan": deadline.plan or None,
                    "section": deadline.section or None,
                    "off": store.outbox.is_off(alert.chat),
                }
            )
    together = Counter((row["chat"], row["due"]) for row in rows if row["state"] == "waiting")
    for row in rows:
        row["digest"] = together[row["chat"], row["due"]] >= DIGEST_FROM
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        click.echo(texts.line("operating.no_alerts"))
    for row in rows:
        at = datetime.fromisoformat(str(row["due"]))
        state = texts.line(f"alert_states.{row['state']}")
        click.echo(
            f"{words.moment(at)}/{at.year}  {row['chat']}  {clip(str(row['what']), 60)}  ({row['day']}, {state})"
        )
