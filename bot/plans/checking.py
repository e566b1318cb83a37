"""The facts of a draft one by one: right, corrected, or none; the quote stays as the document has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.alerts.messages import name_of
from bot.conversation.turn import Step, Turn
from bot.message import Action, Choice, Message, Quote
from bot.pages import clip
from bot.plans.card import gone
from bot.plans.doubts import place_of
from bot.plans.drafts import Draft, decide, draft_of
from bot.plans.values import read_figures, read_moment
from bot.texts import capital

SHOWN = 5  # facts on one page
WHAT_SHOWN = 60
KINDS = ("deadlines", "quotas")
_PART = re.compile(r"(\w+)=([^;]+)")


def show_facts(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The deadlines or the quotas, page by page, each opened by its number."""
    draft = draft_of(turn, args["upload"])
    if draft is None or args["kind"] not in KINDS:
        return gone(turn)
    kind, start = args["kind"], int(args.get("start", "0"))
    facts = draft.facts(kind)
    given = {"upload": draft.id, "kind": kind}
    lines, choices = [], []
    for number, fact in enumerate(facts[start : start + SHOWN], start):
        lines.append(fact_line(turn, fact, number + 1))
        label = turn.line(f"label_patterns.see_{kind}", count=number + 1)
        choices.append(Choice(label, Action("plan_fact", given | {"n": str(number)})))
    if start + SHOWN < len(facts):
        choices.append(turn.choice("next_page", "plan_facts", **given, start=str(start + SHOWN)))
    if start:
        choices.append(turn.choice("previous_page", "plan_facts", **given, start=str(max(0, start - SHOWN))))
    choices.append(turn.choice("back", "plan_card", upload=draft.id))
    said = turn.say(f"fact_all_{kind}", count=len(facts))
    return [replace(said, lines=tuple(lines), choices=tuple(choices), replaces=True)]


def fact_line(turn: Turn, fact: Mapping[str, Any], number: int) -> str:
    """A fact on one line: how the bot reads it, what it is about, and what was said of it."""
    what = clip(fact.get("what") or fact.get("object") or fact["quote"], WHAT_SHOWN).rstrip(".;,:")
    verdict = fact.get("said", {}).get("verdict", "")
    mark = f" {turn.line(f'plan_verdicts.{verdict}')}" if verdict else ""
    return turn.line("plan_lines.fact", count=number, moment=capital(value_words(turn, fact)), what=what + mark)


def value_words(turn: Turn, fact: Mapping[str, Any]) -> str:
    """The value of a fact as the bot understands it."""
    said = fact.get("said", {})
    if said.get("verdict") == "corrected":
        return str(said["says"])
    return moment_words(turn, fact) if "type" in fact else figure_words(turn, fact)


def moment_words(turn: Turn, fact: Mapping[str, Any]) -> str:
    """When a deadline falls."""
    before = "before" if fact["before"] else "on"
    if fact["date"]:
        year, month, day = fact["date"].split("-")
        return turn.line(f"plan_when.{before}", day=f"{day}/{month}/{year}")
    parts = dict(_PART.findall(fact["rule"] or ""))
    if fact["from_"] and fact["to"]:
        first, last = (written(end) for end in (fact["from_"], fact["to"]))
        return turn.line("plan_when.window", first=first, last=last)
    if "BYMONTHDAY" in parts and "BYMONTH" in parts:
        days = ", ".join(f"{int(parts['BYMONTHDAY']):02}/{int(m):02}" for m in parts["BYMONTH"].split(","))
        return turn.line(f"plan_when.{before}_yearly", day=days)
    if fact["year"]:
        part = f"{'quarter' if fact['quarter'] else 'month' if fact['month'] else 'year'}"
        return turn.line(f"plan_when.{part}", year=fact["year"], count=fact["quarter"] or fact["month"] or 0)
    return fact["moment"] or turn.line("plan_when.none")


def written(end: str) -> str:
    """An end of a window as people read it: "2026-11-18" is 18/11/2026, "11-18" is 18/11."""
    return "/".join(reversed(end.split("-")))


def figure_words(turn: Turn, fact: Mapping[str, Any]) -> str:
    """How many, as the bot understands it."""
    low, high = (None if fact[k] is None else f"{fact[k]:g}".replace(".", ",") for k in ("min", "max"))
    if low and high:
        return low if low == high else f"{low} - {high}"
    if high:
        return turn.line("plan_when.at_most", value=high)
    return turn.line("plan_when.at_least", value=low) if low else turn.line("plan_when.no_figure")


def show_fact(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """One fact with its quote; after the last one the list."""
    draft = draft_of(turn, args["upload"])
    if draft is None or args["kind"] not in KINDS:
        return gone(turn)
    facts, number = draft.facts(args["kind"]), int(args["n"])
    if not 0 <= number < len(facts):
        return show_facts(turn, {"upload": draft.id, "kind": args["kind"]})
    return [fact_message(turn, draft, args["kind"], number)]


def fact_message(turn: Turn, draft: Draft, kind: str, number: int) -> Message:
    """The fact, and what can be said of it."""
    facts = draft.facts(kind)
    fact = facts[number]
    args = {"upload": draft.id, "kind": kind, "n": str(number)}
    what = clip(fact.get("what") or fact.get("object") or fact["quote"], WHAT_SHOWN).rstrip(".;,:")
    said = turn.say(f"fact_one_{kind}", page=number + 1, pages=len(facts), what=what)
    lines = [turn.line("plan_lines.understood", moment=value_words(turn, fact))]
    if verdict := fact.get("said", {}).get("verdict"):
        lines.append(turn.line("plan_lines.verdict", value=turn.line(f"plan_verdicts.{verdict}")))
    choices = (
        turn.choice("fact_right", "plan_fact_says", **args, verdict="kept"),
        turn.choice("fact_wrong_day" if kind == "deadlines" else "fact_wrong_figure", "plan_fact_ask", **args),
        turn.choice("fact_none", "plan_fact_says", **args, verdict="dropped"),
        turn.choice("next_one", "plan_fact", **args | {"n": str(number + 1)}),
        turn.choice("back", "plan_facts", upload=draft.id, kind=kind, start=str(number // SHOWN * SHOWN)),
    )
    quote = Quote((clip(fact["quote"], 500),), place_of(turn, fact["section"]))
    return replace(said, lines=tuple(lines), quotes=(quote,), choices=choices)


def say_of_fact(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It is right, or it is none; the next one."""
    draft = draft_of(turn, args["upload"])
    if draft is None or args["verdict"] not in ("kept", "dropped"):
        return gone(turn)
    fact = fact_at(draft, args)
    if fact is not None:
        keep_verdict(turn, draft, fact["name"], {"verdict": args["verdict"]})
    return show_fact(turn, dict(args) | {"n": str(int(args["n"]) + 1)})


def ask_fact(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """What is the day, or how many?"""
    draft = draft_of(turn, args["upload"])
    if draft is None or fact_at(draft, args) is None:
        return gone(turn)
    given = {name: args[name] for name in ("upload", "kind", "n")}
    turn.change(task={"do": "plan_fact"} | given)
    said = turn.say(f"fact_ask_{args['kind']}")
    return [replace(said, choices=(turn.worded("back", "plan_fact", **given),))]


def take_typed(turn: Turn, text: str) -> list[Message] | None:
    """The day or the figures that were typed."""
    task = turn.chat.task
    draft = draft_of(turn, task["upload"])
    fact = fact_at(draft, task) if draft else None
    if draft is None or fact is None:
        turn.change(task={})
        return gone(turn)
    read = read_moment(text, fact) if task["kind"] == "deadlines" else read_figures(text)
    if read is None:
        wrong = turn.say(f"fact_wrong_{task['kind']}", value=clip(text, 40))
        given = {name: task[name] for name in ("upload", "kind", "n")}
        return [replace(wrong, choices=(turn.worded("back", "plan_fact", **given),))]
    turn.change(task={})
    says = turn.line(f"plan_when.{read.key}", **read.words)
    keep_verdict(turn, draft, fact["name"], {"verdict": "corrected", "values": read.values, "says": says})
    return show_fact(turn, {"upload": draft.id, "kind": task["kind"], "n": task["n"]})


def fact_at(draft: Draft, args: Mapping[str, str]) -> dict[str, Any] | None:
    """The fact that a button is about."""
    facts, number = draft.findings[args["kind"]] if args["kind"] in KINDS else [], int(args["n"])
    return facts[number] if 0 <= number < len(facts) else None


def keep_verdict(turn: Turn, draft: Draft, name: str, said: dict[str, Any]) -> None:
    """Keep what was said of a fact, with who said it and when."""
    by = {"by": name_of(turn.desk.texts, turn.person), "on": turn.now.date().isoformat()}
    decide(turn, draft, said["verdict"], facts={**draft.review.facts, name: said | by})


STEPS: Mapping[str, Step] = {
    "plan_facts": show_facts,
    "plan_fact": show_fact,
    "plan_fact_says": say_of_fact,
    "plan_fact_ask": ask_fact,
}
TASKS = {"plan_fact": take_typed}
