"""The commands, and the first words of a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import alert_buttons, alerts, calendar
from bot.conversation.answering import private_only
from bot.conversation.places import choose_place, explain, plan_called, show_place
from bot.conversation.turn import Step, Turn
from bot.conversation.ways import help_lines, ways
from bot.message import Choice, Message
from bot.people import inviting
from bot.people.model import Role
from bot.plans import receiving
from bot.pledges import consent, counts, own, queue, rights
from bot.texts import Texts

AUDIENCES = ("household", "village_head", "officer")
# Commands about one's own matters: never in a group.
PERSONAL = frozenset({"dangky", "hoso", "dulieu", "sua", "rut", "xoa", "xacnhan", "moi", "thongke"})
PERSONAL |= {"nhac", "nhatky", "dangnhac", "theodoi", "aixacnhan", "tuan", "themkehoach"}
# Commands that take a step.
DOING: Mapping[str, tuple[Step, str]] = {
    "dangky": (consent.register, ""),
    "hoso": (own.show_mine, "code"),
    "sua": (own.correct_mine, "code"),
    "rut": (own.withdraw_mine, "code"),
    "xoa": (rights.ask_delete, ""),
    "dulieu": (rights.show_data, ""),
    "xacnhan": (queue.show_queue, ""),
    "thongke": (counts.show_counts, ""),
    "moi": (inviting.invite_menu, ""),
    "nhac": (alerts.open_alerts, "rest"),
    "dangnhac": (alerts.show_list, ""),
    "theodoi": (alerts.show_subscriptions, ""),
    "aixacnhan": (alerts.show_confirmed, ""),
    "tuan": (alerts.show_week, ""),
    "nhatky": (alert_buttons.show_ledger, ""),
    "lich": (calendar.open_calendar, "rest"),
    "themkehoach": (receiving.open_plans, ""),
}


def command_typed(texts: Texts, words: str) -> str | None:
    """The command whose words were typed without a slash ("tro giup"), or None."""
    for name, entry in texts.items("commands").items():
        if words in entry["words"]:
            return name
    return None


def take_command(turn: Turn, name: str, rest: str) -> list[Message]:
    """Do what the command says, with what was typed behind it."""
    if not turn.private and name in PERSONAL:
        return [private_only(turn)]
    if name in DOING:
        step, takes = DOING[name]
        return step(turn, {takes: rest} if takes and rest else {})
    if name == "start":
        return inviting.show_invite(turn, rest) if rest and turn.private else show_start(turn, {})
    if name in ("trogiup", "help"):
        return show_help(turn, {})
    if name == "kehoach":
        called = plan_called(rest, turn.desk.library) if rest else None
        return choose_place(turn, {"plan": called.id}) if called else show_place(turn, {})
    if name == "visao":
        return explain(turn, {})
    if name == "quaylai":
        return show_main_menu(turn, {})
    return [replace(turn.say("no_such_command"), choices=(turn.choice("help", "help"),))]


def show_start(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Who are you? A question typed instead is answered at once. Somebody with a role sees what there is to do."""
    if not turn.private:
        return show_help(turn, {})
    person = turn.person
    if person.role is not Role.HOUSEHOLD:
        place = str(person.area) or turn.line("figures.everywhere")
        said = turn.say("start_known", value=turn.line(f"roles.{person.role}"), place=place)
        return [replace(said, choices=ways(turn))]
    choices: tuple[Choice, ...] = (
        turn.choice("role_village_head", "audience", who="village_head"),
        turn.choice("role_household", "audience", who="household"),
        turn.choice("role_officer", "audience", who="officer"),
        turn.choice("ask_now", "ask_now"),
    )
    return [replace(turn.say("start"), choices=choices)]


def set_audience(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The person has said who they are, which gives no right to anything; now the place."""
    if args["who"] not in AUDIENCES:
        return show_start(turn, {})
    turn.change(audience=args["who"])
    asked = turn.say(f"role_{args['who']}")
    choices: tuple[Choice, ...]
    if args["who"] == "household":
        choices = (
            turn.choice("ask_plans", "places"),
            turn.choice("register", "pledge_start"),
            turn.choice("see_mine", "own_list"),
        )
    else:
        choices = (turn.choice("enter_code", "invite_enter"), turn.choice("ask_now", "places"))
    return [replace(asked, choices=choices)]


def show_help(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """How to ask, and what else this person can do."""
    if not turn.private:
        return [turn.say("help_group", name=turn.event.origin.get("bot", "bot"))]
    choices = [turn.choice("choose_place", "places"), turn.choice("ask_now", "ask_now")]
    if turn.person.role is Role.HOUSEHOLD:
        choices.append(turn.choice("whom_to_see", "contact"))
    return [replace(turn.say("help"), lines=tuple(help_lines(turn)), choices=tuple(choices))]


def ask_now(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Go on, ask."""
    if turn.plan is None:
        return [turn.say("ask_now")]
    plan = turn.desk.library[turn.plan]
    return [turn.say("ask_now_here", place=plan.profile.name if plan.profile else plan.id)]


def show_main_menu(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What there is to do."""
    return [replace(turn.say("main_menu"), choices=ways(turn))]


STEPS: Mapping[str, Step] = {
    "start": show_start,
    "audience": set_audience,
    "help": show_help,
    "ask_now": ask_now,
    "main": show_main_menu,
}
