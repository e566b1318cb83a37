"""Tables of facts for an officer's terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.table import Table

from bot.calendar.phrases import phrase, vietnamese_day
from knowledge.facts import Deadline, DeadlineType, Facts, Quota, Reference, Target
from knowledge.plans.model import Plan

Row = tuple[str | None, ...]


def facts_tables(plan: Plan, facts: Facts) -> list[Table]:
    """One table for each kind of fact that the plan has, in the order of its text."""
    document = plan.profile.document if plan.profile else plan.id
    tables = [
        _table("deadlines", ("section", "when", "who", "what", "to_whom"), map(_deadline, facts.deadlines)),
        _table("quotas", ("section", "award", "number", "object", "allocated_to", "period"), map(_quota, facts.quotas)),
        _table("targets", ("section", "what", "number"), ((t.section, t.what, target_words(t)) for t in facts.targets)),
        _table(
            "criteria",
            ("section", "object", "points"),
            ((c.section, c.object, "\n".join(f"• {_line(p.quote)}" for p in c.points)) for c in facts.criteria),
        ),
        _table("award_forms", ("section", "award"), ((a.section, a.form) for a in facts.award_forms)),
        _table("dossier", ("section", "item"), ((d.section, d.item) for d in facts.dossier)),
        _table(
            "references",
            ("document", "date", "issuer", "section"),
            map(_reference, facts.references),
        ),
    ]  # fmt: skip
    full = [table for table in tables if table.row_count]
    for table in full:
        table.title = f"{document} · {table.title}"
    return full


def _table(kind: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Table:
    table = Table(title=phrase(f"facts.{kind}"), box=box.SIMPLE_HEAD, show_lines=True, title_justify="left")
    for column in columns:
        whole = column == "number"  # a figure cut over two lines is read wrongly
        table.add_column(phrase(f"facts.{column}"), overflow="fold", no_wrap=whole)
    for row in rows:
        table.add_row(*(cell or "" for cell in row))
    return table


def _reference(reference: Reference) -> Row:
    document = f"{reference.name} {reference.place or ''}"
    day = vietnamese_day(reference.date) if reference.date else None
    return document, day, reference.issuer, reference.section


def _deadline(deadline: Deadline) -> Row:
    when = _line(deadline.moment) if deadline.moment else phrase(f"types.{deadline.type}")
    if deadline.type is DeadlineType.ANNUAL and deadline.rule and "BYMONTH" in deadline.rule:
        when = f"{when} ({phrase('types.annual')})"
    return deadline.section, when, deadline.who, deadline.what or _line(deadline.quote), deadline.to_whom


def _quota(quota: Quota) -> Row:
    number = range_words(quota.min, quota.max, quota.unit)
    return quota.section, quota.award, number, quota.object, quota.allocated_to, quota.period


def range_words(low: float | None, high: float | None, unit: str | None = None) -> str:
    """Two ends in words: "không quá 10", "2 - 3%", "từ 1 triệu đồng trở lên", or that there is no number."""
    if low is None and high is None:
        return phrase("facts.no_number")
    if low is None:
        return phrase("facts.at_most", high=_with_unit(high or 0, unit))
    if high is None:
        return phrase("facts.at_least", low=_with_unit(low, unit))
    if low == high:
        return _with_unit(low, unit)
    return phrase("facts.between", low=vietnamese_number(low), high=_with_unit(high, unit))


def target_words(target: Target) -> str:
    """The figure of a target with its bound and unit: "trên 50%", "từ 5 hộ trở lên"."""
    keys = {">": "over", "<": "under", "≈": "about"}
    if target.comparator not in keys:
        return range_words(target.low, target.high, target.unit)
    value = _with_unit(target.low if target.low is not None else target.high or 0, target.unit)
    return phrase(f"facts.{keys[target.comparator]}", low=value, high=value)


def _with_unit(value: float, unit: str | None) -> str:
    """A number and its unit; no space before a rate ("3,5%/năm")."""
    space = "" if not unit or unit[0] in "%‰" else " "
    return f"{vietnamese_number(value)}{space}{unit or ''}"


def vietnamese_number(value: float) -> str:
    """A number with a dot before thousands and a comma before decimals: 71.000; 0,75."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def _line(text: str) -> str:
    return " ".join(text.replace("*", "").split())
