"""`campaign-bot ask`: one question, or a file of them, answered on the command line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from bot.data_folder import added_plans
from bot.texts import load_texts
from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question
from knowledge.library import load_library
from knowledge.text import one_line


def as_json(answer: Answer, question_id: str | None, elapsed_ms: float) -> dict[str, Any]:
    """The answer as `ask --json` prints it."""
    return {
        "id": question_id,
        "status": answer.status,
        "answered": answer.answered,
        "intent": answer.intent,
        "plan": answer.plan,
        "answer": answer.text,
        "citations": [
            {
                "plan": c.plan,
                "document": c.document,
                "section": c.section,
                "quote": c.quote,
                "start": c.start,
                "end": c.end,
            }
            for c in answer.citations
        ],
        "notices": [{"kind": n.kind, "text": n.text} for n in answer.notices],
        "computed": list(answer.computed),
        "elapsed_ms": round(elapsed_ms, 2),
    }


def answer_rows(answerer: Answerer, rows: Iterable[dict[str, Any]], today: date) -> Iterator[dict[str, Any]]:
    """One answer a row; a row with `follows` goes on from that row's answer."""
    topics: dict[str, Answer] = {}
    for row in rows:
        began = time.perf_counter()
        before = topics.get(row.get("follows") or "")
        question = Question(
            row["q"],
            date.fromisoformat(row["today"]) if row.get("today") else today,
            row.get("plan") or (before.plan if before else None),
            before.topic if before else {},
        )
        answer = answerer.answer(question)
        topics[row["id"]] = answer
        yield as_json(answer, row["id"], 1000 * (time.perf_counter() - began))


@click.command()
@click.argument("question", required=False)
@click.option("--plan", help="Kế hoạch được hỏi, ví dụ binh-thuan.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Ngày hỏi, ví dụ 2026-11-21; không ghi là hôm nay.")
@click.option("--json", "as_data", is_flag=True, help="In ra JSON.")
@click.option(
    "--batch", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Tệp JSONL: mỗi dòng một câu hỏi."
)
def ask(question: str | None, plan: str | None, today: Any, as_data: bool, batch: Path | None) -> None:
    """Trả lời một câu hỏi, có trích dẫn."""
    day = today.date() if today else date.today()  # noqa: DTZ011 - the officer's own day on the command line
    answerer = Answerer(load_library(added_plans()))
    if batch:
        rows = (json.loads(line) for line in batch.read_text(encoding="utf-8").splitlines() if line.strip())
        for row in answer_rows(answerer, rows, day):
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    if not question:
        raise click.UsageError('Thiếu câu hỏi. Ví dụ: campaign-bot ask "han nop ho so binh thuan"')
    if plan and plan not in answerer.library:
        names = ", ".join(answerer.library.plans)
        raise click.UsageError(f"Không có kế hoạch “{plan}”. Đang có: {names}.")
    began = time.perf_counter()
    answer = answerer.answer(Question(question, day, plan))
    if as_data:
        click.echo(
            json.dumps(as_json(answer, None, 1000 * (time.perf_counter() - began)), ensure_ascii=False, indent=1)
        )
        return
    click.echo(answer.text)
    for notice in answer.notices:
        click.echo(f"⚠️ {notice.text}")
    texts = load_texts()
    for citation in answer.citations:
        click.echo(f"\n“{one_line(citation.quote)}”\n{texts.source_line(citation.document, citation.section)}")
    sys.stdout.flush()
