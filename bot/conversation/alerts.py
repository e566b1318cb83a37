"""/nhac: deadlines are confirmed one by one, followed, and set by oneself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.alerts.above import address_above
from bot.alerts.asking import Asked, asked_about, duty_words, kept, proof, unanswered
from bot.alerts.messages import AlertWords, duty, ended
from bot.alerts.model import Confirmation, KeptDeadline, Verdict
from bot.alerts.planning import hold
from bot.alerts.rules import DEFAULT_TIME, OVERDUE, Due, moments_of
from bot.alerts.sending import name_of
from bot.alerts.typed import TypedDay, read_day, read_moment, read_wish
from bot.conversation.places import profile
from bot.conversation.reading import tidy_lines
from bot.conversation.turn import Step, Turn
from bot.message import Action, Attachment, Choice, Message, Quote
from bot.pages import clip
from bot.people.model import Role
from knowledge.answers.notices import is_over
from knowledge.plans.model import Plan
from knowledge.text import one_line

DUTY_IN_LEAD = 40  # characters, so that the question still fits beside it
LONGEST_OWN = 120
FOLLOWED_SHOWN = 7
LONGEST_TIME = 7  # words of a day and a time
AHEAD = timedelta(days=400)
CONFIRMING = (Role.OFFICER, Role.ADMIN)


def open_alerts(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """/nhac alone goes through the deadlines; with a day behind it an own deadline is set."""
    rest = args.get("rest", "")
    if turn.person.role not in (*CONFIRMING, Role.VILLAGE_HEAD):
        return [replace(turn.say("alerts_for_whom"), choices=(turn.choice("see_calendar", "calendar", plan=""),))]
    if rest:
        return take_wish(turn, f"nhac {rest}")
    if turn.person.role is Role.VILLAGE_HEAD:
        return show_followed(turn, {})
    return ask_next(turn, {})


def ask_next(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The next deadline that nobody has answered, or what is confirmed."""
    if turn.person.role not in CONFIRMING:
        return open_alerts(turn, {})
    dated = args.get("dated", "1") == "1"
    waiting = unanswered(plans_here(turn), turn.desk.store.deadlines, turn.now.date(), dated=dated)
    place = int(args.get("start", "0"))
    if place < len(waiting):
        return [question(turn, waiting[place], place, len(waiting), dated)]
    said = turn.say("nothing_to_confirm")
    choices = [turn.choice("my_alerts", "alert_list")]
    if dated and unanswered(plans_here(turn), turn.desk.store.deadlines, turn.now.date(), dated=False):
        choices.append(turn.choice("without_day", "alert_ask", dated=""))
    choices.append(turn.choice("see_calendar", "calendar", plan=turn.plan or ""))
    return [replace(said, choices=tuple(choices))]


def question(turn: Turn, asked: Asked, place: int, count: int, dated: bool) -> Message:
    """Does it still hold?"""
    over = is_over(asked.plan, turn.now.date())
    what = clip(duty_words(asked.deadline), DUTY_IN_LEAD).rstrip(".;,")
    args = {"id": asked.id, "year": str(asked.year), "start": str(place), "dated": "1" if dated else ""}
    moment = one_line(asked.deadline.moment or asked.deadline.quote)
    said = turn.say(
        "confirm_again" if over else "confirm_now",
        page=place + 1, pages=count, what=what, year=asked.year, moment=clip(moment, 80),
    )  # fmt: skip
    lines = list(said.lines)
    if asked.deadline.to_whom:
        lines.append(turn.line("confirm_lines.receiver", name=clip(one_line(asked.deadline.to_whom), 80)))
    choices = []
    due = asked.occurrences[0].due
    if due and len(asked.occurrences) == 1:
        label = turn.line("label_patterns.still", day=f"{due.day:%d/%m/%Y}")
        choices.append(Choice(label, Action("alert_yes", args), ("con", "dung", "ap dung")))
        choices.append(turn.choice("other_day", "alert_ask_day", **args))
    elif due:
        days = ", ".join(f"{o.due.day:%d/%m}" for o in asked.occurrences if o.due)
        lines.append(turn.line("confirm_lines.every", days=days))
        choices.append(turn.choice("still_holds", "alert_yes", **args))
    else:
        choices.append(turn.choice("set_day", "alert_ask_day", **args))
    choices.append(turn.choice("no_longer", "alert_no", **args))
    choices.append(turn.choice("later", "alert_ask", start=str(place + 1), dated=args["dated"]))
    source = turn.line("source.section", document=profile(asked.plan).document, path=asked.deadline.section)
    whole = one_line(asked.deadline.quote)
    quote = Quote((tidy_lines(asked.deadline.quote),), source, proof(whole, one_line(asked.deadline.moment or "")))
    return replace(said, lead=ended(said.lead), lines=tuple(lines), quotes=(quote,), choices=tuple(choices))


def say_no(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It no longer holds: nobody is told of it."""
    asked = found(turn, args)
    if asked is None:
        return ask_next(turn, {})
    store = turn.desk.store
    store.deadlines.save_deadline(kept(asked), turn.now)
    for occurrence in asked.occurrences:
        said = spoken_of(turn, asked.id, asked.name(occurrence), Verdict.LEFT_OUT, None, "")
        hold(store, said, turn.now)
    note(turn, "deadline_left_out", asked.id)
    done = turn.say("left_out", year=asked.year)
    return [replace(done, choices=(turn.choice("next_deadline", "alert_ask", dated=args["dated"]),))]


def ask_day(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """On which day, then?"""
    turn.change(task={"do": "alert_day"} | dict(args))
    choices = (turn.worded("back", "alert_ask", start=args["start"], dated=args["dated"]),)
    return [replace(turn.say("confirm_day", year=args["year"]), choices=choices)]


def take_day(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The day that was typed."""
    asked = found(turn, args)
    if asked is None:
        return ask_next(turn, {})
    typed = read_day(args["typed"], date(asked.year, 1, 1))
    if typed is None or typed.day is None or typed.day < turn.now.date():
        choices = (turn.worded("back", "alert_ask", start=args["start"], dated=args["dated"]),)
        return [replace(turn.say("day_not_understood", value=clip(args["typed"], 30)), choices=choices)]
    given = {name: args[name] for name in ("id", "year", "start", "dated")}
    return say_yes(turn, given | {"day": typed.day.isoformat(), "before": "1" if typed.before else ""})


def say_yes(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It holds; who gets it?"""
    if found(turn, args) is None:
        return ask_next(turn, {})
    given = {name: value for name, value in args.items() if name != "do"}
    turn.change(task={"do": "alert_receiver"} | given)
    choices = (
        turn.worded("skip", "alert_receiver", **given),
        turn.worded("back", "alert_ask", start=args["start"], dated=args["dated"]),
    )
    return [replace(turn.say("confirm_receiver", year=args["year"]), choices=choices)]


def take_receiver(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The receiver that was typed, or none: it is confirmed, and the officer follows it."""
    turn.change(task={})
    asked = found(turn, args)
    if asked is None:
        return ask_next(turn, {})
    store, to_whom = turn.desk.store, clip(one_line(args.get("typed", "")), LONGEST_OWN).rstrip(".")
    store.deadlines.save_deadline(kept(asked), turn.now)
    store.deadlines.follow(asked.id, turn.event.person, turn.now)
    dues = []
    for occurrence in asked.occurrences:
        due = Due(date.fromisoformat(args["day"]), bool(args["before"])) if "day" in args else occurrence.due
        if due is None:
            return ask_day(turn, args)
        said = spoken_of(turn, asked.id, asked.name(occurrence), Verdict.CONFIRMED, due, to_whom)
        hold(store, said, turn.now, above(turn))
        dues.append(due)
    note(turn, "deadline_confirmed", asked.id)
    choices = (
        turn.choice("change_day", "alert_ask_day", **{n: args[n] for n in ("id", "year", "start", "dated")}),
        turn.choice("next_deadline", "alert_ask", dated=args["dated"]),
    )
    return [replace(promise(turn, "confirmed_one", dues), choices=choices)]


def promise(turn: Turn, key: str, dues: Sequence[Due]) -> Message:
    """When one will be told: exactly the alerts that are planned."""
    words = AlertWords(turn.desk.texts)
    moments = [m for due in dues for m in moments_of(due) if m.at > turn.now and not m.kind.startswith(OVERDUE)]
    lines = tuple(line for due in dues[:1] for line in (words.due_line(due), words.safe_line(due, turn.now.date())))
    if not moments:
        return replace(turn.say("confirmed_late"), lines=lines)
    first = [words.weekday(m.at.date()) if len(moments) <= 4 else f"{m.at:%d/%m}" for m in moments[:8]]
    said = turn.say(key, moment=f"{DEFAULT_TIME:%H:%M}", days=", ".join(first))
    return replace(said, lines=lines + said.lines)


def show_list(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What the person is told of."""
    held = turn.desk.store.deadlines.confirmed(turn.now.date(), turn.now.date() + AHEAD, turn.event.person)
    lines = [list_line(turn, said) for said in held[:FOLLOWED_SHOWN]]
    if len(held) > FOLLOWED_SHOWN:
        lines.append(turn.line("calendar_lines.more", count=len(held) - FOLLOWED_SHOWN))
    choices = (
        *((turn.choice("alert_file", "alert_file"),) if held else ()),
        turn.choice("follow_others", "alert_follow"),
        turn.choice("see_calendar", "calendar", plan=""),
    )
    return [replace(turn.say("alerts_now", count=len(held)), lines=tuple(lines), choices=choices)]


def show_followed(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What is confirmed: taken by a tap, dropped by another."""
    store = turn.desk.store.deadlines
    held = [s for s in store.confirmed(turn.now.date(), turn.now.date() + AHEAD) if is_shared(turn, s)]
    once = list({said.deadline: said for said in reversed(held)}.values())[::-1][:FOLLOWED_SHOWN]
    if not once:
        return [replace(turn.say("nothing_to_follow"), choices=(turn.choice("see_calendar", "calendar", plan=""),))]
    lines, choices = [], []
    for number, said in enumerate(once, 1):
        mine = store.follows(said.deadline, turn.event.person)
        key = "followed" if mine else "not_followed"
        lines.append(turn.line(f"confirm_lines.{key}", count=number, what=list_line(turn, said)))
        label = turn.line(f"label_patterns.{'unfollow' if mine else 'follow'}", count=number)
        choices.append(Choice(label, Action("alert_toggle", {"id": said.deadline})))
    return [replace(turn.say("alerts_to_follow"), lines=tuple(lines), choices=tuple(choices), replaces=True)]


def toggle(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Follow a deadline, or no longer."""
    store, person = turn.desk.store, turn.event.person
    if turn.person.role not in (*CONFIRMING, Role.VILLAGE_HEAD):
        return open_alerts(turn, {})
    if store.deadlines.follows(args["id"], person):
        store.deadlines.unfollow(args["id"], person)
        store.alerts.cancel_deadline(args["id"], person, turn.now)
    else:
        store.deadlines.follow(args["id"], person, turn.now)
        for said in store.deadlines.confirmed(turn.now.date(), turn.now.date() + AHEAD, person):
            if said.deadline == args["id"]:
                hold(store, said, turn.now, above(turn))
    return show_followed(turn, {})


def take_wish(turn: Turn, text: str) -> list[Message]:
    """An own deadline as typed: what was understood is said before anything is kept."""
    if turn.person.role not in (*CONFIRMING, Role.VILLAGE_HEAD):
        return open_alerts(turn, {})
    wish = read_wish(text, turn.now.date())
    if wish is None or wish.day is None:
        return [turn.say("own_no_day")]
    if wish.day.day is None:
        return [turn.say("own_bad_day", value=wish.day.words)]
    if wish.day.day < turn.now.date():
        return [turn.say("own_past_day", day=f"{wish.day.day:%d/%m/%Y}")]
    what = clip(one_line(wish.what), LONGEST_OWN)
    if not what:
        return [turn.say("own_no_words", day=f"{wish.day.day:%d/%m/%Y}")]
    due = Due(wish.day.day, wish.day.before)
    words = AlertWords(turn.desk.texts)
    said = turn.say("own_deadline", what=clip(what, 40), day=words.spoken(due))
    days = [f"{m.at:%d/%m}" for m in moments_of(due) if m.at > turn.now and not m.kind.startswith(OVERDUE)]
    if days:
        at = f"{DEFAULT_TIME:%H:%M}"
        said = replace(said, lines=(turn.line("confirm_lines.days", moment=at, days=", ".join(days)), *said.lines))
    args = {"what": what, "day": due.day.isoformat(), "before": "1" if due.before else ""}
    choices = (
        turn.choice("set_alert", "alert_own", **args),
        turn.choice("change_day", "alert_own_day", **args),
        turn.choice("drop_it", "alert_drop"),
    )
    return [replace(said, choices=choices)]


def set_own(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The own deadline is kept; the same one typed twice stands once."""
    store, person = turn.desk.store, turn.event.person
    due = Due(date.fromisoformat(args["day"]), bool(args["before"]))
    if turn.person.role not in (*CONFIRMING, Role.VILLAGE_HEAD) or due.day < turn.now.date():
        return open_alerts(turn, {})
    name = f"{due.day.year}.1"
    same = [s for s in store.deadlines.confirmed(due.day, due.day, person) if is_own(turn, s, args["what"])]
    if not same:
        deadline = KeptDeadline(turn.desk.ids(12), args["what"], owner=person)
        store.deadlines.save_deadline(deadline, turn.now)
        store.deadlines.follow(deadline.id, person, turn.now)
        hold(store, spoken_of(turn, deadline.id, name, Verdict.CONFIRMED, due, ""), turn.now, above(turn))
    return [replace(promise(turn, "own_set", [due]), choices=(turn.choice("my_alerts", "alert_list"),))]


def ask_own_day(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Another day for what was typed."""
    turn.change(task={"do": "alert_own_day", "what": args["what"]})
    choices = (turn.worded("drop_it", "alert_drop"),)
    return [replace(turn.say("confirm_day", year=turn.now.year), choices=choices)]


def take_own_day(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The other day that was typed."""
    typed: TypedDay | None = read_day(args["typed"], turn.now.date())
    if typed is None or typed.day is None:
        choices = (turn.worded("drop_it", "alert_drop"),)
        return [replace(turn.say("day_not_understood", value=clip(args["typed"], 30)), choices=choices)]
    turn.change(task={})
    before = "truoc " if typed.before else ""
    return take_wish(turn, f"nhac {before}{typed.day:%d/%m/%Y} {args['what']}")


def drop_own(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Nothing is set."""
    turn.change(task={})
    return [replace(turn.say("own_dropped"), choices=(turn.choice("ask_other", "ask_now"),))]


def found(turn: Turn, args: Mapping[str, str]) -> Asked | None:
    """The deadline that a button is about; None for somebody who may not confirm, or when it is gone."""
    if turn.person.role not in CONFIRMING:
        return None
    return asked_about(turn.desk.library, args["id"], int(args["year"]), turn.now.date())


def spoken_of(
    turn: Turn, deadline: str, occurrence: str, verdict: Verdict, due: Due | None, to_whom: str
) -> Confirmation:
    """What this person says of an occurrence now."""
    by = name_of(turn.desk.texts, turn.person)
    day, before = (due.day, due.before) if due else (None, False)
    return Confirmation(deadline, occurrence, verdict, day, before, to_whom, by, turn.event.person, turn.now)


def plans_here(turn: Turn) -> list[Plan]:
    """The chosen plan, else all."""
    return [turn.desk.library[turn.plan]] if turn.plan else list(turn.desk.library)


def list_line(turn: Turn, said: Confirmation) -> str:
    """A confirmed deadline on one line."""
    deadline = turn.desk.store.deadlines.deadline(said.deadline)
    what = clip(duty(deadline), 50) if deadline else ""
    return ended(turn.line("confirm_lines.item", day=AlertWords(turn.desk.texts).spoken(said.due), what=what))


def is_shared(turn: Turn, said: Confirmation) -> bool:
    """Whether the deadline is one of a plan, not somebody's own."""
    deadline = turn.desk.store.deadlines.deadline(said.deadline)
    return deadline is not None and not deadline.owner


def is_own(turn: Turn, said: Confirmation, what: str) -> bool:
    """Whether it is the person's own deadline of those words."""
    deadline = turn.desk.store.deadlines.deadline(said.deadline)
    return deadline is not None and deadline.owner == turn.event.person and deadline.what == what


def above(turn: Turn) -> Callable[[str], str]:
    """Who is above somebody."""
    return lambda chat: address_above(turn.desk.store.people, turn.desk.office.admins, chat)


def note(turn: Turn, action: str, deadline: str) -> None:
    """The audit log knows who said it."""
    turn.desk.store.audit.add(turn.now, turn.actor, action, f"deadline:{deadline}")


def send_file(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What the person is told of, as a calendar file with alarms."""
    from bot.alerts.ics import confirmed_file  # noqa: PLC0415 - icalendar takes a moment to load

    store = turn.desk.store.deadlines
    held = store.confirmed(turn.now.date(), turn.now.date() + AHEAD, turn.event.person)
    pairs = [(deadline, said) for said in held if (deadline := store.deadline(said.deadline))]
    file = Attachment("han-duoc-nhac.ics", confirmed_file(pairs, turn.desk.texts, turn.now))
    said = turn.say("alerts_file", count=len(pairs))
    return [replace(said, files=(file,), choices=(turn.choice("my_alerts", "alert_list"),))]


def typed_for(step: Step, *, needs_time: bool = False) -> Callable[[Turn, str], list[Message] | None]:
    """What takes typed words for `step`; a sentence without a day or time that needs one is answered as a question."""

    def take(turn: Turn, text: str) -> list[Message] | None:
        asks = len(text.split()) > LONGEST_TIME or not any(c.isdigit() for c in text)
        if needs_time and asks and read_moment(text, turn.now) is None:
            turn.change(task={})
            return None
        return step(turn, {**turn.chat.task, "typed": text})

    return take


STEPS: Mapping[str, Step] = {
    "alert_ask": ask_next,
    "alert_yes": say_yes,
    "alert_no": say_no,
    "alert_ask_day": ask_day,
    "alert_receiver": take_receiver,
    "alert_list": show_list,
    "alert_file": send_file,
    "alert_follow": show_followed,
    "alert_toggle": toggle,
    "alert_own": set_own,
    "alert_own_day": ask_own_day,
    "alert_drop": drop_own,
}
# What is typed while one of these is being done goes to it.
TASKS = {
    "alert_day": typed_for(take_day, needs_time=True),
    "alert_receiver": typed_for(take_receiver),
    "alert_own_day": typed_for(take_own_day, needs_time=True),
}
