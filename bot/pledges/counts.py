"""/thongke: how many pledges stand where, as figures and as a picture. Villages in alphabetical order, never ranked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.conversation.turn import Step, Turn
from bot.message import Attachment, Message
from bot.people.areas import Area, village_key
from bot.people.refusing import for_others
from bot.people.rights import Right, may, rights_of
from bot.pledges.model import Pledge, State
from bot.pledges.picture import counts_picture
from bot.pledges.workbook import pledges_workbook
from bot.texts import capital
from knowledge.text import fold

STATES = tuple(state for state in State if state is not State.DRAFT)
ROWS_IN_TEXT = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One village (or commune) with the number of its pledges in each state."""

    name: str
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def count_pledges(pledges: Iterable[Pledge], by: str, unnamed: str) -> list[Row]:
    """A row for each village or commune; what was erased counts where only its commune is known."""
    counts: dict[str, Counter[State]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for pledge in pledges:
        name = (pledge.village or unnamed) if by == "village" else f"{pledge.commune}, {pledge.province}"
        key = village_key(name)
        names.setdefault(key, capital(name))
        counts[key][pledge.state] += 1
    order = sorted(counts, key=lambda key: [word.zfill(6) if word.isdigit() else word for word in fold(key).split()])
    return [Row(names[key], counts[key]) for key in order]


def show_counts(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """The figures of the own area."""
    person = turn.person
    if Right.COUNT not in rights_of(person):
        return for_others(turn, "for_heads_and_officers")
    by = "village" if person.area.level in ("village", "commune") else "commune"
    pledges = turn.desk.store.pledges.counted(person.area)
    rows = count_pledges(pledges, by, turn.line("figures.unnamed"))
    place = capital(str(person.area)) or turn.line("figures.everywhere")
    turn.desk.store.audit.add(turn.now, turn.actor, "counts.shown", f"area:{person.area.level}")
    choices = [turn.choice("ask_other", "ask_now")]
    if Right.LIST in rights_of(person):
        choices.insert(0, turn.choice("see_list", "listing"))
    if Right.EXPORT in rights_of(person):
        choices.insert(0, turn.choice("export", "export"))
    if not rows:
        return [replace(turn.say("counts_none", place=place), choices=tuple(choices))]
    said = turn.say("counts", place=place, count=sum(row.total for row in rows))
    lines = [row_line(turn, row) for row in rows[:ROWS_IN_TEXT]]
    if len(rows) > ROWS_IN_TEXT:
        lines.append(turn.line("figures.more", count=len(rows) - ROWS_IN_TEXT))
    picture = Attachment("so-dang-ky.png", counts_picture(turn.desk.texts, place, rows), picture=True)
    return [replace(said, lines=(*lines, *said.lines), files=(picture,), choices=tuple(choices))]


def row_line(turn: Turn, row: Row) -> str:
    """One village in words."""
    states = [f"{turn.line(f'short_states.{state}')}: {row.counts[state]}" for state in STATES if row.counts.get(state)]
    return turn.line("figures.row", title=row.name, count=row.total, list="; ".join(states))


def export(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """The list of the own commune as a workbook; audited."""
    person = turn.person
    if not may(person, Right.EXPORT, Area(person.area.province, person.area.commune)):
        return for_others(turn, "for_officers")
    pledges = turn.desk.store.pledges.within(person.area)
    turn.desk.store.audit.add(turn.now, turn.actor, "pledges.exported", f"area:{person.area.level}", str(len(pledges)))
    data = pledges_workbook(turn.desk.texts, capital(str(person.area)), pledges, turn.now)
    file = Attachment(f"dang-ky-{turn.now.strftime('%Y-%m-%d')}.xlsx", data)
    return [replace(turn.say("exported", count=len(pledges)), files=(file,))]


STEPS: Mapping[str, Step] = {"counts": show_counts, "export": export}
