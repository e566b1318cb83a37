"""The list of commands beside the text field: everybody's, and those of people with a role."""

from __future__ import annotations

import structlog
from telegram import Bot, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.conversation.command_menu import Lines

GROUP_COMMANDS = ("trogiup", "kehoach")

log = structlog.get_logger()


async def show_commands_to_all(bot: Bot, lines: Lines) -> None:
    """What a household sees, and the few commands that make sense in a group."""
    try:
        await bot.set_my_commands(lines, BotCommandScopeAllPrivateChats())
        in_groups = [(name, line) for name, line in lines if name in GROUP_COMMANDS]
        await bot.set_my_commands(in_groups, BotCommandScopeAllGroupChats())
    except TelegramError as failure:  # the bot works without its menu
        log.warning("command_menu_not_set", error=type(failure).__name__)


async def show_commands(bot: Bot, chat: int, lines: Lines) -> bool:
    """Show `lines` in the private chat `chat`, with none what everybody sees; False if it is to be tried again."""
    scope = BotCommandScopeChat(chat)
    try:
        if lines:
            await bot.set_my_commands(lines, scope)
        else:
            await bot.delete_my_commands(scope)
    except (BadRequest, Forbidden) as refusal:  # the chat is gone or was never begun: no use to try again
        log.info("command_menu_refused", error=type(refusal).__name__)
    except TelegramError as failure:
        log.warning("command_menu_not_set", error=type(failure).__name__)
        return False
    return True
