"""Replies on their way to Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from weakref import WeakValueDictionary

import structlog
from telegram import Bot, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.message import Message
from bot.store.records import PendingReply
from handlers.telegram.pace import Pace
from handlers.telegram.rendering import keyboard, plain, render
from handlers.telegram.request import may_have_arrived

# Pauses before a reply is tried again when the network fails; the heartbeat tries what is left after them.
PAUSES = (1.0, 4.0)

NO_ORIGIN: Mapping[str, str] = MappingProxyType({})

log = structlog.get_logger()

Sleep = Callable[[float], Awaitable[None]]
Delivered = Callable[[PendingReply], Awaitable[None]]
Shown = Callable[[str, str], Awaitable[None]]  # what news were shown of, and the message that shows them


class Delivery:
    """Sends replies, those of one chat in their order, each once however often it is asked for."""

    def __init__(
        self,
        delivered: Delivered,
        pace: Pace,
        mark: str,
        sleep: Sleep = asyncio.sleep,
        shown: Shown | None = None,
    ) -> None:
        """`mark` stands before a reply that may have arrived already."""
        self._delivered = delivered
        self._shown = shown
        self._pace = pace
        self._mark = mark
        self._sleep = sleep
        self._under_way: set[int] = set()
        self._chats: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # of those being written to

    async def send(self, bot: Bot, replies: Sequence[PendingReply]) -> None:
        """Send `replies` and note those that arrived or never can; the rest stay pending."""
        ours = [reply for reply in replies if reply.id not in self._under_way]
        self._under_way |= {reply.id for reply in ours if reply.id}
        try:
            for reply in ours:
                async with self._chats.setdefault(reply.chat, asyncio.Lock()):
                    if await self._try(bot, reply) and reply.id:
                        await self._delivered(reply)
        finally:
            self._under_way -= {reply.id for reply in ours}

    async def _try(self, bot: Bot, reply: PendingReply) -> bool:
        """Whether `reply` is done with: it arrived, or it is no use to try again."""
        again = reply.again
        for pause in (*PAUSES, None):
            try:
                async with self._pace.beside(reply.chat):
                    message = await send_reply(bot, marked(reply, self._mark) if again else reply)
                if reply.message.news and self._shown:
                    await self._shown(reply.message.news, str(message))
            except (Forbidden, BadRequest) as refusal:  # blocked, chat gone: no use to try again
                log.warning("reply_refused", error=type(refusal).__name__)
                return True
            except (NetworkError, RetryAfter) as failure:
                again = again or (isinstance(failure, NetworkError) and may_have_arrived(failure))
                log.warning("reply_failed", error=type(failure).__name__, again_in=pause)
                if pause is not None:
                    await self._sleep(pause)
            except TelegramError as failure:
                log.error("reply_failed", error=type(failure).__name__)
                return False
            else:
                return True
        return False


def marked(reply: PendingReply, mark: str) -> PendingReply:
    """`reply` with the mark in front of its first line."""
    return replace(reply, message=replace(reply.message, lead=f"{mark} {reply.message.lead}".strip()))


async def send_reply(bot: Bot, reply: PendingReply) -> int:
    """Send `reply`, to the new place if the group has moved; in place of the message pressed if it asks for that.

    The number of the message that now shows the end of it.
    """
    chat = int(reply.chat.partition(":")[2])
    if (pressed := reply.origin.get("pressed")) and await edit_pressed(bot, chat, int(pressed), reply.message):
        return int(pressed)
    try:
        return await send_whole(bot, chat, reply.message, reply.origin)
    except ChatMigrated as moved:
        return await send_whole(bot, moved.new_chat_id, reply.message)


async def edit_pressed(bot: Bot, chat: int, pressed: int, message: Message) -> bool:
    """Put `message` in place of the one that was pressed; False if it is not meant for that or Telegram refuses."""
    pieces, buttons = render(message), buttons_of(bot, message)
    if not message.replaces or len(pieces) != 1 or isinstance(buttons, ReplyKeyboardMarkup):
        return False
    return await edit(bot, chat, pressed, pieces[0], buttons)


async def send_whole(bot: Bot, chat: int, message: Message, origin: Mapping[str, str] = NO_ORIGIN) -> int:
    """Send every piece of `message`, the buttons under the last, and its files; the number of the last piece."""
    pieces, buttons, shown = render(message), buttons_of(bot, message), 0
    for number, piece in enumerate(pieces, 1):
        shown = await send_piece(bot, chat, piece, buttons if number == len(pieces) else None, origin)
    for file in message.files:
        if file.picture:
            await bot.send_photo(chat, file.data, filename=file.name)
        else:
            await bot.send_document(chat, file.data, filename=file.name)
    return shown


def buttons_of(bot: Bot, message: Message) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """The buttons under `message`."""
    return keyboard(message.choices, f"https://t.me/{bot.username}")


async def send_piece(
    bot: Bot,
    chat: int,
    html: str,
    buttons: InlineKeyboardMarkup | ReplyKeyboardMarkup | None,
    origin: Mapping[str, str],
) -> int:
    """Send one piece, as plain text if Telegram does not take the HTML; the number of the message."""
    thread = origin.get("thread")
    answered = origin.get("message") if origin.get("group") else None
    try:
        sent = await bot.send_message(
            chat,
            html,
            parse_mode=ParseMode.HTML,
            reply_markup=buttons,
            message_thread_id=int(thread) if thread else None,
            reply_parameters=ReplyParameters(int(answered), allow_sending_without_reply=True) if answered else None,
        )
    except BadRequest as refusal:
        if "parse" not in refusal.message.lower():
            raise
        log.error("html_refused")
        sent = await bot.send_message(chat, plain(html), reply_markup=buttons)
    return sent.message_id


async def edit(bot: Bot, chat: int, message: int, html: str, buttons: InlineKeyboardMarkup | None) -> bool:
    """Put the text in place of `message`; False if Telegram does not let us (too old, deleted)."""
    try:
        await bot.edit_message_text(html, chat, message, parse_mode=ParseMode.HTML, reply_markup=buttons)
    except BadRequest as refusal:
        return "not modified" in refusal.message.lower()
    return True
