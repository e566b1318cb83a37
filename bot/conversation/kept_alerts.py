"""What a person follows as a whole, for whoever asks to see everything that is kept."""

from __future__ import annotations

from collections.abc import Iterator

from bot.alerts.scope import OVERVIEW
from bot.conversation.subscriptions import subject_name
from bot.conversation.turn import Turn


def subscription_lines(turn: Turn) -> Iterator[str]:
    """A line for each plan or place that is followed, and for the weekly overview."""
    if (habit := turn.desk.store.deadlines.habit_for_all(turn.event.person)) is not None:
        leads = ", ".join(str(lead) for lead in habit.leads) or turn.line("card.nothing")
        yield turn.line("data.habit", days=leads, moment=f"{habit.at:%H:%M}")
    for subject in turn.desk.store.subscriptions.of(turn.event.person):
        if subject == OVERVIEW:
            yield turn.line("data.weekly")
        else:
            yield turn.line("data.subscribed", name=subject_name(turn, subject))
