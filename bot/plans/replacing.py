"""Whether a draft takes the place of an earlier plan, and what it lays down otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.alerts.messages import ended
from bot.calendar.ics import event_uid
from bot.conversation.turn import Step, Turn
from bot.message import Choice, Message, Quote
from bot.pages import clip
from bot.plans.card import gone, show_card
from bot.plans.checking import figure_words, moment_words
from bot.plans.doubts import place_of
from bot.plans.drafts import Draft, decide, draft_of
from bot.plans.findings import fact_from, fact_values
from knowledge.facts import Deadline, Facts, Quota, facts_of
from knowledge.facts.corrections import with_values
from knowledge.facts.differences import Difference, How, deadline_differences, quota_differences
from knowledge.plans.model import Plan
from knowledge.text import one_line

WORDS = ("replaces", "amends", "none")
WHAT_SHOWN = 60
AnyDifference = Difference[Deadline] | Difference[Quota]


def show_earlier(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The first earlier plan that nothing was said of yet; after that, what is otherwise."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    earlier = draft.findings.get("earlier", [])
    number = int(args["n"]) if "n" in args else next(
        (n for n, e in enumerate(earlier) if e["plan"] not in draft.review.earlier), None
    )  # fmt: skip
    if number is not None and number < len(earlier):
        return [question(turn, draft, earlier[number], number)]
    chosen = next((n for n, e in enumerate(earlier) if draft.review.earlier.get(e["plan"], "none") != "none"), None)
    return show_card(turn, args) if chosen is None else show_changes(turn, dict(args) | {"n": str(chosen)})


def question(turn: Turn, draft: Draft, earlier: Mapping[str, Any], number: int) -> Message:
    """Does it take the place of that plan?"""
    args = {"upload": draft.id, "n": str(number)}
    said = turn.say("plan_replaces", document=earlier["document"])
    choices = [
        turn.choice("plan_replaces", "plan_earlier_says", **args, how="replaces"),
        turn.choice("plan_amends", "plan_earlier_says", **args, how="amends"),
    ]
    if earlier["amends"]:  # the likely one first
        choices.reverse()
    quote = (Quote((clip(earlier["quote"], 300),), place_of(turn, "")),) if earlier["quote"] else ()
    why = turn.line(f"plan_lines.{'says_so' if earlier['quote'] else 'looks_so'}")
    return replace(
        said,
        lines=(*said.lines, why),
        quotes=quote,
        choices=(
            *choices,
            turn.choice("plan_unrelated", "plan_earlier_says", **args, how="none"),
            turn.choice("back", "plan_card", upload=draft.id),
        ),
    )


def say_of_earlier(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """What was said of an earlier plan; the next one, or what is otherwise."""
    draft = draft_of(turn, args["upload"])
    earlier = draft.findings.get("earlier", []) if draft else []
    if draft is None or args["how"] not in WORDS or int(args["n"]) >= len(earlier):
        return gone(turn)
    plan_id = earlier[int(args["n"])]["plan"]
    decide(turn, draft, args["how"], earlier={**draft.review.earlier, plan_id: args["how"]})
    return show_earlier(turn, {"upload": draft.id})


def show_changes(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """How much is otherwise, the first change in both wordings, and how many people will be told."""
    draft = draft_of(turn, args["upload"])
    found = differences(turn, draft, args) if draft else None
    if draft is None or found is None:
        return gone(turn)
    plan, changes = found
    counts = {how: sum(c.how is how for c in changes) for how in How}
    said = turn.say(
        "plan_changes", first=counts[How.NEW], value=counts[How.CHANGED], last=counts[How.GONE],
    )  # fmt: skip
    shown = [c for c in changes if c.how is not How.SAME]
    lines = list(change_lines(turn, shown[0])) if shown else [turn.line("plan_lines.nothing_changed")]
    if told := len(followers(turn, plan, changes)):
        lines.append(turn.line("plan_lines.told", count=told))
    given = {"upload": draft.id, "n": args["n"]}
    choices: list[Choice] = []
    if shown:
        choices.append(turn.choice("plan_each_change", "plan_change", **given, i="0"))
    choices.append(turn.choice("plan_publish", "plan_publish", upload=draft.id))
    choices.append(turn.choice("plan_keep", "plan_keep", upload=draft.id))
    choices.append(turn.choice("plan_say_again", "plan_earlier", **given))
    choices.append(turn.choice("back", "plan_card", upload=draft.id))
    return [replace(said, lines=tuple(lines), choices=tuple(choices))]


def show_change(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """One change with the words of both plans."""
    draft = draft_of(turn, args["upload"])
    found = differences(turn, draft, args) if draft else None
    if draft is None or found is None:
        return gone(turn)
    plan, changes = found
    shown, number = [c for c in changes if c.how is not How.SAME], int(args["i"])
    if not 0 <= number < len(shown):
        return show_changes(turn, {"upload": draft.id, "n": args["n"]})
    change = shown[number]
    said = turn.say("plan_one_change", page=number + 1, pages=len(shown), what=turn.line(f"plan_how.{change.how}"))
    document = plan.profile.document if plan.profile else plan.id
    quotes = []
    if change.old:
        source = turn.line("source.section", document=document, path=change.old.section)
        quotes.append(Quote((clip(one_line(change.old.quote), 400),), source))
    if change.new:
        quotes.append(Quote((clip(change.new.quote, 400),), place_of(turn, change.new.section)))
    given = {"upload": draft.id, "n": args["n"]}
    choices = (
        turn.choice("next_one", "plan_change", **given, i=str(number + 1)),
        turn.choice("back", "plan_changes", **given),
    )
    return [replace(said, lines=change_lines(turn, change), quotes=tuple(quotes), choices=choices)]


def change_lines(turn: Turn, change: AnyDifference) -> tuple[str, ...]:
    """What it is about, how it was and how it is."""
    fact = change.new or change.old
    assert fact is not None
    what = (fact.what if isinstance(fact, Deadline) else fact.object) or fact.quote
    lines = [ended(turn.line(f"plan_change.{change.how}", what=clip(one_line(what), WHAT_SHOWN).rstrip(".;,:")))]
    for key, one in (("was", change.old), ("now", change.new)):
        if one is not None:
            values = fact_values(one)
            words = moment_words(turn, values) if isinstance(one, Deadline) else figure_words(turn, values)
            lines.append(turn.line(f"plan_change.{key}", value=one_line(words)))
    return tuple(lines)


def differences(turn: Turn, draft: Draft, args: Mapping[str, str]) -> tuple[Plan, list[AnyDifference]] | None:
    """The earlier plan number `n`, and each deadline and quota of both; of an amended plan nothing is gone."""
    earlier, number = draft.findings.get("earlier", []), int(args.get("n", "0"))
    plan = turn.desk.library.readable(earlier[number]["plan"]) if number < len(earlier) else None
    if plan is None:
        return None
    old, new = facts_of(plan), facts_now(draft)
    found: list[AnyDifference] = [*deadline_differences(old, new), *quota_differences(old, new)]
    if draft.review.earlier.get(plan.id) == "amends":
        found = [c for c in found if c.how is not How.GONE]
    return plan, sorted(found, key=lambda c: list(How).index(c.how))


def facts_now(draft: Draft) -> Facts:
    """The deadlines and quotas of a draft as they stand corrected."""
    kept = [as_corrected(fact_from(draft.id, f), f) for kind in ("deadlines", "quotas") for f in draft.kept(kind)]
    return Facts(
        draft.id,
        deadlines=tuple(f for f in kept if isinstance(f, Deadline)),
        quotas=tuple(f for f in kept if isinstance(f, Quota)),
    )


def as_corrected(fact: Deadline | Quota, values: Mapping[str, Any]) -> Deadline | Quota:
    """The fact with the values that an officer typed, if any."""
    said = values.get("said", {})
    if said.get("verdict") != "corrected":
        return fact
    if isinstance(fact, Deadline):
        return with_values(fact, said["values"].items())
    return with_values(fact, said["values"].items())


def followers(turn: Turn, plan: Plan, changes: list[AnyDifference]) -> set[str]:
    """Who follows a deadline of the earlier plan that is changed or gone."""
    moved = [c.old for c in changes if c.how in (How.CHANGED, How.GONE) and isinstance(c.old, Deadline)]
    ids = [event_uid(plan, deadline).partition("@")[0] for deadline in moved]
    return {f.chat for one in ids for f in turn.desk.store.deadlines.followers(one)}


STEPS: Mapping[str, Step] = {
    "plan_earlier": show_earlier,
    "plan_earlier_says": say_of_earlier,
    "plan_changes": show_changes,
    "plan_change": show_change,
}
