"""Where events come in: each counts once, is committed before it is answered, and no error gets past."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from time import perf_counter

import structlog

from bot.clock import Clock
from bot.conversation.allowance import Allowance, Verdict
from bot.conversation.answering import is_pressure
from bot.conversation.command_menu import MenuChange, menu_change, menu_changes, written
from bot.conversation.conversation import keep_menu, respond
from bot.conversation.event import Content, Event
from bot.conversation.looking_ahead import Ahead, question_ahead
from bot.conversation.turn import Desk, Turn
from bot.conversation.words import clean, mask_numbers
from bot.log import places
from bot.message import Choice, Message
from bot.outbox.sending import Sending
from bot.plans.retention import apply_draft_retention, tell_of_old_drafts
from bot.plans.work import PlanWork
from bot.pledges.retention import apply_retention
from bot.store.records import Chat, PendingReply
from knowledge.answers.model import Question
from knowledge.answers.remembered import RememberedAnswers

# A reply that could not be delivered for a day answers nobody's question any more.
REPLY_LIFE = timedelta(days=1)
# Telegram delivers an update for a day; buttons are pressed weeks later.
MEMORY = timedelta(days=90)
# Conversations of which it is known without the store where they stand.
LATELY = 1000

log = structlog.get_logger()


class Reception:
    """Takes events from the channels, one at a time, and gives back the replies to deliver."""

    def __init__(self, desk: Desk, clock: Clock, allowance: Allowance | None = None) -> None:
        """Without an `allowance` everybody may send as much as they like."""
        self.desk = desk
        self.clock = clock
        self.allowance = allowance
        self.has_plan_work = False  # somebody sent a file, or decided to publish one
        self._lately: OrderedDict[str, Chat] = OrderedDict()  # where the newest conversations stand

    def receive(self, event: Event) -> Sequence[PendingReply]:
        """Do what `event` says and return the replies, all committed.

        An event that came before changes nothing; replies to it that are not yet delivered are returned again.
        """
        begun = perf_counter()
        try:
            replies = self._receive(event)
        except Exception as error:  # the one boundary: whatever happens, the person is told
            return self._tell_fault(event, error)
        took = round((perf_counter() - begun) * 1000, 1)
        channel = event.chat.partition(":")[0]
        log.info("turn", channel=channel, content=event.content.value, group=event.group, replies=len(replies), ms=took)
        return replies

    def _receive(self, event: Event) -> Sequence[PendingReply]:
        store, now = self.desk.store, self.clock()
        with store.transaction():
            if event.update and not store.note_update(event.update, now):
                return store.replies_to(event.update)
            store.outbox.switch_on(event.chat, now)  # whoever writes can be written to again
            chat = store.chat(event.chat)
            if (verdict := self._verdict(event, chat, now)) is not Verdict.TAKEN:
                log.warning("too_fast", group=event.group)
                told = [self.desk.texts.message("too_fast")] if verdict is Verdict.TOLD else []
                return [store.add_reply(event.update, event.chat, message, event.origin, now) for message in told]
            turn = Turn(self.desk.now(), event, chat, now)
            said = respond(turn)
            if not turn.forgotten and (turn.chat != chat or (said and not store.knows_chat(event.chat))):
                store.save_chat(turn.chat, now)
            self._note_lately(turn.chat)
            replies = [store.add_reply(event.update, s.chat, s.message, event.origin, now) for s in said]
            self.has_plan_work |= any(s.message.news for s in said)
            if self.allowance and event.update:
                self.allowance.will_answer(event.person, event.update, (reply.id for reply in replies))
            return replies

    def question_ahead(self, event: Event) -> Ahead | None:
        """The question that `event` will most likely ask, if its answer is not at hand: a channel may have it looked
        up elsewhere and have what was found taken over before `receive`. Unlike those, this may be called from any
        thread.
        """
        answers = getattr(self.desk.answers, "current", self.desk.answers)
        if not isinstance(answers, RememberedAnswers) or (self.allowance and self.allowance.is_full(event.person)):
            return None
        chat = self._lately.get(event.chat) or Chat(event.chat)
        question = question_ahead(Turn(self.desk, event, chat, self.clock()))
        return None if question is None or answers.remembers(question) else Ahead(question, answers)

    def _note_lately(self, chat: Chat) -> None:
        self._lately[chat.address] = chat
        self._lately.move_to_end(chat.address)
        while len(self._lately) > LATELY:
            self._lately.popitem(last=False)

    def _verdict(self, event: Event, chat: Chat, now: datetime) -> Verdict:
        """Whether the person may send this now; what speaks to others in a group is not counted."""
        if self.allowance is None or event.update is None or not event.called:
            return Verdict.TAKEN
        spared = event.content is Content.CHOICE or bool(chat.task)
        return self.allowance.take(event.person, event.update, now, spared=spared)

    def _tell_fault(self, event: Event, error: Exception) -> Sequence[PendingReply]:
        """Log first, then tell. What the error says is not logged: it may hold the words of a person."""
        incident = f"SC-{self.desk.ids(4)}"
        log.error("turn_failed", incident=incident, error=type(error).__name__, where=places(error))
        message = self.desk.texts.message("fault", incident=incident)
        now = self.clock()
        try:
            with self.desk.store.transaction():
                if event.update:
                    self.desk.store.note_update(event.update, now)
                return [self.desk.store.add_reply(event.update, event.chat, message, event.origin, now)]
        except Exception as second:  # the store itself is at fault; the person is told all the same
            log.error("fault_not_kept", incident=incident, error=type(second).__name__)
            return [PendingReply(0, event.chat, message, event.origin)]

    def speak(self, address: str, say: Callable[[Turn], list[Message]], pressed: str = "") -> Sequence[PendingReply]:
        """Have `say` change what it has to and tell the person at `address`, all committed; not as an answer.

        `pressed` is the channel's own name of a message whose place is taken, if it can be.
        """
        store, now = self.desk.store, self.clock()
        with store.transaction():
            chat = store.chat(address)
            turn = Turn(self.desk.now(), Event(address, address, Content.OTHER), chat, now)
            messages = [keep_menu(turn, message) for message in say(turn)]
            if turn.chat != chat:
                store.save_chat(turn.chat, now)
            origin = {"pressed": pressed} if pressed else {}
            return [store.add_reply(None, address, message, origin, now) for message in messages]

    def delivered(self, reply: PendingReply) -> None:
        """The reply has reached the channel, or never can."""
        with self.desk.store.transaction():
            self.desk.store.end_reply(reply.id)
        if self.allowance:
            self.allowance.answered(reply.id)

    def undelivered(self, channel: str) -> Sequence[PendingReply]:
        """Replies of `channel` that were committed and not delivered, as after a kill."""
        return self.desk.store.pending_replies(channel, self.clock() - REPLY_LIFE)

    def introduce(self, address: str, audience: str) -> None:
        """Note who the person at `address` says to be, as the choice at the start does."""
        with self.desk.store.transaction():
            chat = self.desk.store.chat(address)
            self.desk.store.save_chat(replace(chat, audience=audience), self.clock())

    def open_choices(self, address: str) -> tuple[Choice, ...]:
        """The choices that typed digits mean in the chat at `address`."""
        chat = self.desk.store.chat(address)
        menu = self.desk.store.menu(chat.menu) if chat.menu else None
        return menu.choices if menu else ()

    def knows(self, address: str) -> bool:
        """Whether the chat has been here before."""
        return self.desk.store.knows_chat(address)

    def may_be_noted(self, address: str, typed: str) -> bool:
        """Whether a channel may keep a typed line in a history of its own.

        Not a long number, not what answers a step (names, phones, plans), not what is told in confidence.
        """
        chat, line = self.desk.store.chat(address), clean(typed)
        if chat.task or mask_numbers(line) != line:
            return False
        return not is_pressure(self.desk.answers.answer(Question(line, self.clock().date(), chat.plan)))

    def menu_change(self, address: str) -> MenuChange | None:
        """The commands that the channel is to show at `address`; None if it shows them."""
        return menu_change(self.desk, address)

    def menu_after(self, event: Event) -> MenuChange | None:
        """The same for who did `event`, if that was in private."""
        return None if event.group else self.menu_change(event.person)

    def menu_changes(self, channel: str) -> Sequence[MenuChange]:
        """The same for everybody of `channel` who has or had a role."""
        return menu_changes(self.desk, channel)

    def menu_put_up(self, change: MenuChange) -> None:
        """The channel shows them, or never can."""
        with self.desk.store.transaction():
            self.desk.store.people.note_menu(change.address, written(change.lines))

    def greeting(self, address: str) -> Message:
        """The first words to somebody who is back."""
        texts, chat = self.desk.texts, self.desk.store.chat(address)
        you = texts.you(chat.audience, chat.young)
        return texts.message("console_back", you=you)

    def sending(self) -> Sending:
        """What sends the messages that answer nobody, on the same database and clock."""
        desk = self.desk
        return Sending(desk.store, desk.texts, desk.ids, self.clock, desk.office.admins)

    def refresh_plans(self) -> bool:
        """Take in plans that have come, changed or gone, whoever did that; whether there were any. May take seconds."""
        refresh = getattr(self.desk.answers, "refresh", None)
        return bool(refresh and refresh())

    def plan_work(self) -> PlanWork:
        """What reads and publishes plans beside the conversation."""
        return PlanWork(self.desk, self.clock, self.speak)

    def tidy(self) -> None:
        """Forget what is no longer needed, and erase what may no longer be kept."""
        now = self.clock()
        with self.desk.store.transaction():
            self.desk.store.forget_before(now - MEMORY)
            self.desk.store.outbox.forget_before(now - MEMORY)
            self.desk.store.people.forget_tries(now - timedelta(days=1))
            erased = apply_retention(self.desk.store, self.desk.office, now)
            thrown = apply_draft_retention(self.desk.store, self.desk.office, now)
            tell_of_old_drafts(self.desk.store, self.desk.office, self.desk.texts, self.desk.ids, now)
        kinds = {
            "drafts": erased.drafts,
            "ended": erased.ended,
            "open": erased.open,
            "chats": erased.chats,
            "plans": thrown,
        }
        self.plan_work().tidy()
        log.info("tidied", **{name: len(found) for name, found in kinds.items()})
