"""Replies on their way to Telegram."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram import Bot, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.store.records import PendingReply
from handlers.telegram.rendering import keyboard, plain, render

# Pauses before a reply is tried again when the network fails; the heartbeat tries what is left after them.
PAUSES = (1.0, 4.0)

log = structlog.get_logger()

Sleep = Callable[[float], Awaitable[None]]
Delivered = Callable[[PendingReply, str], Awaitable[None]]


class Delivery:
    """Sends replies, those of one chat in their order, each once however often it is asked for."""

    def __init__(self, delivered: Delivered, sleep: Sleep = asyncio.sleep) -> None:
        self._delivered = delivered
        self._sleep = sleep
        self._under_way: set[tuple[bool, int]] = set()
        self._chats: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def send(self, bot: Bot, replies: Sequence[PendingReply]) -> None:
        """Send `replies` and note those that arrived or never can; the rest stay pending."""
        ours = [reply for reply in replies if (reply.posted, reply.id) not in self._under_way]
        self._under_way |= {(reply.posted, reply.id) for reply in ours if reply.id}
        try:
            for reply in ours:
                async with self._chats[reply.chat]:
                    result = await self._try(bot, reply)
                    if reply.id and (result != "failed" or reply.posted):
                        await self._delivered(reply, result)
        finally:
            self._under_way -= {(reply.posted, reply.id) for reply in ours}

    async def _try(self, bot: Bot, reply: PendingReply) -> str:
        """Whether `reply` was "sent", "refused" (no use to try again) or "failed" (the network)."""
        for pause in (*PAUSES, None):
            try:
                await send_reply(bot, reply)
            except (Forbidden, BadRequest) as refusal:  # blocked, chat gone: no use to try again
                log.warning("reply_refused", error=type(refusal).__name__)
                return "refused"
            except (NetworkError, RetryAfter) as failure:
                log.warning("reply_failed", error=type(failure).__name__, again_in=pause)
                if pause is not None:
                    await self._sleep(pause)
            except TelegramError as failure:
                log.error("reply_failed", error=type(failure).__name__)
                return "failed"
            else:
                return "sent"
        return "failed"


async def send_reply(bot: Bot, reply: PendingReply) -> None:
    """Send every piece of `reply`, the buttons under the last; in place of the message pressed if it asks for that."""
    chat = int(reply.chat.partition(":")[2])
    pieces = render(reply.message)
    buttons = keyboard(reply.message.choices, f"https://t.me/{bot.username}")
    pressed = reply.origin.get("pressed")
    in_place = bool(reply.message.replaces and pressed and len(pieces) == 1)
    if (
        in_place
        and not isinstance(buttons, ReplyKeyboardMarkup)
        and await edit(bot, chat, int(pressed or 0), pieces[0], buttons)
    ):
        return
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        await send_piece(bot, chat, piece, buttons if last else None, reply)
    for file in reply.message.files:
        if file.picture:
            await bot.send_photo(chat, file.data, filename=file.name)
        else:
            await bot.send_document(chat, file.data, filename=file.name)


async def send_piece(
    bot: Bot, chat: int, html: str, buttons: InlineKeyboardMarkup | ReplyKeyboardMarkup | None, reply: PendingReply
) -> None:
    """Send one piece; as plain text if Telegram does not take the HTML, to the new place if the group has moved."""
    thread = reply.origin.get("thread")
    answered = reply.origin.get("message") if reply.origin.get("group") else None
    try:
        await bot.send_message(
            chat,
            html,
            parse_mode=ParseMode.HTML,
            reply_markup=buttons,
            message_thread_id=int(thread) if thread else None,
            reply_parameters=ReplyParameters(int(answered), allow_sending_without_reply=True) if answered else None,
        )
    except ChatMigrated as moved:
        await bot.send_message(moved.new_chat_id, html, parse_mode=ParseMode.HTML, reply_markup=buttons)
    except BadRequest as refusal:
        if "parse" not in refusal.message.lower():
            raise
        log.error("html_refused")
        await bot.send_message(chat, plain(html), reply_markup=buttons)


async def edit(bot: Bot, chat: int, message: int, html: str, buttons: InlineKeyboardMarkup | None) -> bool:
    """Put the text in place of `message`; False if Telegram does not let us (too old, deleted)."""
    try:
        await bot.edit_message_text(html, chat, message, parse_mode=ParseMode.HTML, reply_markup=buttons)
    except BadRequest as refusal:
        return "not modified" in refusal.message.lower()
    return True
