"""How each step of a pledge asks: its words, its buttons, and what stands there already."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.turn import Turn
from bot.message import Action, Choice, Message
from bot.pages import clip
from bot.people.areas import Area, village_key
from bot.people.model import Role
from bot.pledges.card import aim_words, card_lines, needs_words
from bot.pledges.model import AIMS, LINES, NEEDS, OPTIONAL, STANDINGS, Pledge
from bot.texts import LONGEST_LABEL, capital

NUMBER = {step: i for i, step in enumerate(LINES, 1)} | {"year": LINES.index("aim") + 1}
YEARS_SHOWN = 3
VILLAGES_SHOWN = 6


def ask_step(turn: Turn, pledge: Pledge) -> Message:
    """What the step of `pledge` asks, with its buttons."""
    if pledge.step == "card":
        return ask_card(turn, pledge)
    home = turn.line("homes.other" if pledge.helped else "homes.own")
    number = NUMBER[pledge.step]
    said = turn.say(f"step_{pledge.step}", count=number, home=home, Home=capital(home))
    return replace(said, choices=(*picks(turn, pledge), *navigation(turn, pledge)))


def ask_card(turn: Turn, pledge: Pledge) -> Message:
    """Everything, to be looked over before it is sent."""
    said = turn.say("card_helped" if pledge.helped else "card_own")
    choices = tuple(
        turn.worded(label, "pledge_card", id=pledge.id, do=do)
        for label, do in (("send", "send"), ("edit", "edit"), ("later", "later"))
    )
    return replace(said, lines=card_lines(turn.desk.texts, pledge), choices=choices)


def picks(turn: Turn, pledge: Pledge) -> tuple[Choice, ...]:
    """The numbered choices of the step."""
    step, texts = pledge.step, turn.desk.texts

    def pick(value: str, label: str, *, worded: bool = False, **more: str) -> Choice:
        action = Action("pledge_pick", {"id": pledge.id, "step": step, "value": value} | more)
        return Choice(clip(label, LONGEST_LABEL), action, worded=worded)

    if step == "village":
        return tuple(pick(name, capital(name)) for name in known_villages(turn, pledge))
    if step == "standing":
        return tuple(pick(value, capital(texts.line(f"standings.{value}"))) for value in STANDINGS)
    if step == "aim":
        return tuple(pick(value, capital(texts.line(f"aims.{value}"))) for value in AIMS)
    if step == "year":
        years = range(turn.now.year, turn.now.year + YEARS_SHOWN)
        return tuple(pick(str(year), str(year), worded=True) for year in years)
    if step == "needs":
        chosen = pledge.needs
        needs = [
            pick(n, capital(texts.line(f"needs.{n}")), on="" if n in chosen else "1", of=",".join(chosen))
            for n in NEEDS
        ]
        return (*needs, turn.choice("needs_done", "pledge_go", id=pledge.id, step=step, do="on"))
    return ()


def navigation(turn: Turn, pledge: Pledge) -> tuple[Choice, ...]:
    """Own number by a tap, skip, back and stop, as words."""
    keys = []
    if pledge.step == "phone" and not pledge.helped:
        keys.append(("own_phone", "phone"))
    if pledge.step in OPTIONAL and pledge.step != "needs":
        keys.append(("skip", "skip"))
    if pledge.step != "name" or turn.chat.task.get("edit"):
        keys.append(("back", "back"))
    keys.append(("stop", "stop"))
    choices = [turn.worded(key, "pledge_go", id=pledge.id, step=pledge.step, do=do) for key, do in keys]
    return tuple(replace(c, contact=True) if c.action.args["do"] == "phone" else c for c in choices)


def known_villages(turn: Turn, pledge: Pledge) -> list[str]:
    """Villages of the commune that have a head, by the alphabet; what other households typed is not shown."""
    here = Area(pledge.province, pledge.commune)
    heads = turn.desk.store.people.with_role(Role.VILLAGE_HEAD)
    names = {village_key(p.area.village): p.area.village for p in heads if here.holds(p.area)}
    return [names[key] for key in sorted(names, key=lambda k: [w.zfill(4) if w.isdigit() else w for w in k.split()])][
        :VILLAGES_SHOWN
    ]


def again(turn: Turn, pledge: Pledge, said: Message) -> Message:
    """`said`, and the step once more under it."""
    step = ask_step(turn, pledge)
    return replace(said, lines=(*said.lines, turn.line("card.again", value=step.lead)), choices=step.choices)


def standing_value(turn: Turn, pledge: Pledge) -> str:
    """What stands in the line of the step, as it is read."""
    texts = turn.desk.texts
    match pledge.step:
        case "commune":
            return str(Area(pledge.province, pledge.commune))
        case "standing":
            return texts.line(f"standings.{pledge.standing}") if pledge.standing else ""
        case "aim" | "year":
            return aim_words(texts, pledge)
        case "needs":
            return needs_words(texts, pledge)
        case step:
            return str(getattr(pledge, step))
