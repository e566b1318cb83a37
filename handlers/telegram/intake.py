"""Telegram updates as events of the conversation."""

from __future__ import annotations

import re

import structlog
from telegram import Bot, CallbackQuery, Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.conversation.event import Content, Event, SentFile

CHANNEL = "telegram"
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)

log = structlog.get_logger()


def read_update(update: Update, bot: Bot) -> Event | None:
    """The event that `update` is, or None if it says nothing to the bot (channel posts, joins, other bots).

    PTB takes the parts of an update as they come: one in which a part is missing or is something else is stepped over.
    """
    try:
        event = event_of(update, bot)
    except (AttributeError, TypeError, ValueError) as error:
        log.error("update_unreadable", error=type(error).__name__)
        return None
    if event is None or is_whole(event):
        return event
    log.error("update_unreadable")
    return None


def is_whole(event: Event) -> bool:
    """Whether the parts that everything rests on are what they ought to be."""
    of_messages = (event.origin.get("message", "0"), event.origin.get("pressed", "0"), event.origin.get("thread", "0"))
    numbers = (event.chat.partition(":")[2], event.person.partition(":")[2], *of_messages)
    file = event.file
    known = file is None or (isinstance(file.name, str) and isinstance(file.size, int) and isinstance(file.ref, str))
    return isinstance(event.text, str) and known and all(re.fullmatch(r"-?\d{1,19}", number) for number in numbers)


def event_of(update: Update, bot: Bot) -> Event | None:
    """The event that `update` is; raises whatever comes of an update that lacks a part."""
    name = f"{CHANNEL}:{update.update_id}"
    if update.callback_query:
        return read_choice(update.callback_query, name, bot)
    message = update.message or update.edited_message  # an edited question is asked again
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    if message.chat.type != ChatType.PRIVATE and message.chat.type not in GROUPS:
        return None
    content = content_of(message)
    if content is None:
        return None
    group = message.chat.type in GROUPS
    text = message.text or message.caption or ""
    origin = {"message": str(message.message_id), "bot": bot.username}
    if message.is_topic_message and message.message_thread_id:
        origin["thread"] = str(message.message_thread_id)
    return Event(
        chat=f"{CHANNEL}:{message.chat.id}",
        person=f"{CHANNEL}:{message.from_user.id}",
        content=content,
        text=without_name(text, bot.username) if group else text,
        update=name,
        group=group,
        called=not group or speaks_to(message, bot),
        origin=origin | ({"group": "1"} if group else {}),
        phone=own_phone(message),
        edited=update.edited_message is not None,
        file=sent_file(message) if content is Content.DOCUMENT else None,
    )


def sent_file(message: Message) -> SentFile | None:
    """The file that a message brings; fetched later, by its id, if it is wanted."""
    document = message.document
    if document is None:
        return None
    return SentFile(document.file_name or "", document.file_size or 0, document.file_id)


def own_phone(message: Message) -> str:
    """The sender's own number, sent by a tap; somebody else's card is no answer to that."""
    contact, sender = message.contact, message.from_user
    if contact is None or sender is None or contact.user_id != sender.id:
        return ""
    digits = "".join(c for c in contact.phone_number if c.isdigit())
    return f"+{digits}" if digits.startswith("84") else digits


def read_choice(query: CallbackQuery, name: str, bot: Bot) -> Event | None:
    """The button that was pressed; None if the chat cannot be told (inline messages)."""
    if query.message is None:
        return None
    chat = query.message.chat
    group = chat.type in GROUPS
    return Event(
        chat=f"{CHANNEL}:{chat.id}",
        person=f"{CHANNEL}:{query.from_user.id}",
        content=Content.CHOICE,
        text=query.data or "",
        update=name,
        group=group,
        origin={"pressed": str(query.message.message_id), "bot": bot.username} | ({"group": "1"} if group else {}),
    )


def content_of(message: Message) -> Content | None:
    """What the message consists of; None for service messages (somebody joined, the title changed)."""
    if message.text:
        return Content.TEXT
    if message.photo:
        return Content.PHOTO
    if message.animation or message.sticker or message.voice or message.audio or message.video or message.video_note:
        return Content.OTHER
    if message.document:
        return Content.DOCUMENT
    if message.contact or message.location or message.venue:
        return Content.CONTACT
    if message.poll or message.dice or message.game or message.story:
        return Content.OTHER
    return None


def speaks_to(message: Message, bot: Bot) -> bool:
    """Whether a group's message mentions the bot, replies to it, or is a command addressed to it."""
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == bot.id:
        return True
    mark = f"@{bot.username}".lower()
    found = message.parse_entities() | message.parse_caption_entities()
    for entity, text in found.items():
        if entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == bot.id:
            return True
        if entity.type == MessageEntity.MENTION and text.lower() == mark:
            return True
        if entity.type == MessageEntity.BOT_COMMAND and text.lower().endswith(mark):
            return True
    return False


def without_name(text: str, username: str) -> str:
    """`text` without the mentions of the bot."""
    mark = f"@{username}".lower()
    place = text.lower().find(mark)
    while place >= 0:
        text = text[:place] + " " + text[place + len(mark) :]
        place = text.lower().find(mark)
    return text.strip()
