"""Messages that come unasked: through the outbox, each once, by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.conversation.menus import numbered_menu
from bot.conversation.turn import Turn
from bot.ids import Ids
from bot.message import Message
from bot.store.store import Store

# Nobody's phone rings at night.
FIRST_HOUR, LAST_HOUR = time(7, 0), time(20, 30)


def notify(turn: Turn, key: str, address: str, message: Message) -> bool:
    """Have `message` sent to `address` at a decent hour; False if that was done under the same key before."""
    return post_notice(turn.desk.store, turn.desk.ids, turn.now, key, address, message)


def post_notice(store: Store, ids: Ids, now: datetime, key: str, address: str, message: Message) -> bool:
    """The same where nobody is speaking with the bot."""
    message, menu = numbered_menu(ids, address, message, now)
    if menu:
        store.save_menu(menu)
    return store.outbox.post(key, address, replace(message, replaces=False), by_day(now), now)


def by_day(at: datetime) -> datetime:
    """`at` if it is day, else the next morning."""
    if at.time() < FIRST_HOUR:
        return datetime.combine(at.date(), FIRST_HOUR, at.tzinfo)
    if at.time() > LAST_HOUR:
        return datetime.combine(at.date() + timedelta(days=1), FIRST_HOUR, at.tzinfo)
    return at
