"""The Telegram application: how updates come in, in what order they are handled, how it starts and ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.answering.processes import AnsweringProcesses
from bot.conversation.command_menu import Lines, MenuChange
from bot.conversation.event import Event
from bot.conversation.looking_ahead import Ahead
from bot.conversation.reception import Reception
from bot.lease import RENEWED
from bot.store.grouped import GroupedWork
from bot.store.records import PendingReply
from bot.watch.pulse import LEASE, OUTBOX, TELEGRAM
from handlers.telegram.carrier import Carrier
from handlers.telegram.command_menus import show_commands, show_commands_to_all
from handlers.telegram.delivery import Delivery
from handlers.telegram.hand_over import CommittedQueue, ReleasingProcessor
from handlers.telegram.intake import CHANNEL, read_update
from handlers.telegram.pace import Pace
from handlers.telegram.plans import PlanCarrier
from handlers.telegram.polling import TolerantBot
from handlers.telegram.request import PooledRequest
from handlers.telegram.supervision import Supervision
from knowledge.answers.remembered import Found

# Updates handled side by side: they wait for the network, the conversation itself takes one at a time.
AT_ONCE = 64
CONNECTIONS = AT_ONCE + 8  # to the Bot API: one an update, some for the heartbeat
# Seconds between looks for replies that are still to be delivered.
HEARTBEAT = 60.0
OUTBOX_BEAT = 5.0  # between looks for what is due of the outbox
PLAN_BEAT = 5.0  # between looks for plans that another process has added, and for uploads that were left
DAY = 24 * 3600.0
AGAIN = 3  # times that the rate limiter repeats a call after Telegram's 429

T = TypeVar("T")
# PTB's Application with its six type parameters, none of which we use.
App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE

# Replies, a change of the commands that are shown, and whether the outbox has anything to send.
Taken = tuple[Sequence[PendingReply], MenuChange | None, bool]

log = structlog.get_logger()


@dataclass(frozen=True)
class Address:
    """Where the Bot API is, and the token."""

    token: str
    api_url: str
    file_url: str


class Line:
    """The way between Telegram and the conversation, which runs on one thread of its own."""

    def __init__(
        self, reception: Reception, menu: Lines, supervision: Supervision, processes: AnsweringProcesses | None
    ) -> None:
        self.reception = reception
        self.processes = processes
        self.turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # of chats that are being read
        self.supervision = supervision
        self.menu = menu
        self.queue = CommittedQueue()
        self.work = GroupedWork(reception.desk.store.transaction)
        pace = Pace()
        mark = reception.desk.texts.line("alert_marks.again")
        self.delivery = Delivery(self._delivered, pace, mark, shown=self._shown)
        self.plans = PlanCarrier(reception.plan_work(), self.run, self.delivery)
        self.menus = asyncio.Lock()
        self.sending = reception.sending()
        self.carrier = Carrier(self.sending, self.run_outbox, pace)

    async def on_update(self, update: Update, context: Context) -> None:
        """Commit what the update says, tell Telegram that it was received, then reply."""
        event = read_update(update, context.bot)
        if event is None:
            return
        replies, change, due = await (await self.in_its_order(event))
        self.queue.release(update.update_id)
        if update.callback_query:
            await answer_press(update)
        await self.delivery.send(context.bot, replies)
        if change:
            await self.put_up(context.bot, change)
        # What others are told because of it; not waited for, since it may come behind thousands of alerts.
        if due and context.application.running:
            context.application.create_task(self.on_outbox(context), update)
        if self.reception.has_plan_work:
            self.reception.has_plan_work = False
            context.application.create_task(self.on_plans(context), update)

    async def in_its_order(self, event: Event) -> asyncio.Future[Taken]:
        """`take`, whose place is taken in the order in which the chat has spoken, however long the first waits for an
        answer from another process. What comes meanwhile does not wait for one of its own.
        """
        turn = self.turns.setdefault(event.chat, asyncio.Lock())
        alone = not turn.locked()
        async with turn:
            looked_up = await self.look_ahead(event) if alone else None
            return self.work.begin(lambda: self.take(event, looked_up))

    async def look_ahead(self, event: Event) -> tuple[Ahead, Found] | None:
        """The question that `event` will most likely ask, and what another process has found for it."""
        ahead = self.reception.question_ahead(event) if self.processes else None
        if ahead is None or self.processes is None:
            return None
        found = await self.processes.look_up(ahead.question)
        return (ahead, found) if found else None

    def take(self, event: Event, looked_up: tuple[Ahead, Found] | None = None) -> Taken:
        """What `event` brings."""
        if looked_up:
            ahead, found = looked_up
            ahead.take_over(found)
        return self.reception.receive(event), self.reception.menu_after(event), self.sending.is_due(CHANNEL)

    async def on_plans(self, context: Context) -> None:
        """Take in plans that other processes have added; read and publish what officers have sent."""
        await asyncio.to_thread(self.reception.refresh_plans)
        if await self.plans.beat(context.bot):
            await self.on_outbox(context)
        if self.processes:
            await self.processes.keep_up()

    async def put_up(self, bot: Bot, change: MenuChange) -> None:
        """Show the person the commands of the role, which may be new or over; another update may just be doing so."""
        async with self.menus:
            now = await self.run(lambda: self.reception.menu_change(change.address))
            if now and await show_commands(bot, int(now.address.partition(":")[2]), now.lines):
                await self.run(lambda: self.reception.menu_put_up(now))

    async def on_menus(self, context: Context) -> None:
        """Show everybody with a role their commands, where that is not so already."""
        for change in await self.run(lambda: self.reception.menu_changes(CHANNEL)):
            if context.application.running:
                await self.put_up(context.bot, change)

    async def on_error(self, _: object, context: Context) -> None:
        """The last net: whatever gets here is logged without the words of anybody."""
        if isinstance(context.error, Conflict):  # a bot elsewhere, with a database of its own
            log.error("token_used_elsewhere", error="Conflict")
        else:
            log.error("update_failed", error=type(context.error).__name__)

    async def on_heartbeat(self, context: Context) -> None:
        """Deliver what was committed and not yet delivered; begin the chores."""
        self.supervision.chores()
        replies = await self.run(lambda: self.reception.undelivered(CHANNEL))
        await self.delivery.send(context.bot, replies)

    async def on_outbox(self, context: Context) -> None:
        """Send what is due of the outbox."""
        await self.carrier.beat(context.bot, lambda: context.application.running)

    async def on_lease(self, _: Context) -> None:
        """Go on holding the lease; without it another process polls, and this one ends."""
        renew = self.supervision.renew
        if renew is None:
            return
        if await self.run(renew):
            self.supervision.pulse.beat(LEASE)
        else:
            log.error("lease_lost")
            self.supervision.ended.set()

    async def on_day(self, _: Context) -> None:
        """Forget and erase what may no longer be kept; plan what is confirmed and not planned."""
        await self.run(self.reception.tidy)
        await self.run(self.sending.plan)

    async def on_start(self, application: App) -> None:
        """Put up the command menu, deliver what a crash left behind, start the heartbeat."""
        if self.processes:
            self.processes.start()
        await self.run(self.reception.tidy)
        await self.run(self.sending.plan)
        await show_commands_to_all(application.bot, self.menu)
        if application.job_queue:
            application.job_queue.run_once(self.on_menus, 0.1, job_kwargs={"misfire_grace_time": None})
            application.job_queue.run_repeating(
                self.on_heartbeat, HEARTBEAT, first=0.5, job_kwargs={"misfire_grace_time": None, "coalesce": True}
            )
            application.job_queue.run_repeating(
                self.on_outbox,
                OUTBOX_BEAT,
                first=0.5,
                # A beat that is still sending makes the next one return at once.
                job_kwargs={"misfire_grace_time": None, "coalesce": True, "max_instances": 2},
            )
            application.job_queue.run_repeating(
                self.on_plans,
                PLAN_BEAT,
                first=0.5,
                job_kwargs={"misfire_grace_time": None, "coalesce": True, "max_instances": 2},
            )
            application.job_queue.run_repeating(
                self.on_lease, RENEWED, first=RENEWED, job_kwargs={"misfire_grace_time": None, "coalesce": True}
            )
            application.job_queue.run_repeating(
                self.on_day, DAY, first=DAY, job_kwargs={"misfire_grace_time": None, "coalesce": True}
            )

    async def on_end(self, _: App) -> None:
        """Let the conversation finish what it is doing."""
        if self.processes:
            await self.processes.stop()
        await asyncio.to_thread(self.work.close)

    async def run(self, call: Callable[[], T]) -> T:
        """`call` on the conversation's thread, and committed."""
        return await self.work.run(call)

    async def run_outbox(self, call: Callable[[], T]) -> T:
        """The same for the outbox, which shows thereby that it is alive."""
        done = await self.run(call)
        self.supervision.pulse.beat(OUTBOX)
        return done

    async def _shown(self, news: str, message: str) -> None:
        await self.plans.shown(news, message)

    async def _delivered(self, reply: PendingReply) -> None:
        await self.run(lambda: self.reception.delivered(reply))


async def answer_press(update: Update) -> None:
    """Stop the button's spinning; Telegram refuses when the press is old, which harms nobody."""
    assert update.callback_query
    try:
        await update.callback_query.answer()
    except TelegramError as refusal:
        log.info("press_not_answered", error=type(refusal).__name__)


def build_application(
    address: Address,
    reception: Reception,
    menu: Lines,
    supervision: Supervision | None = None,
    processes: AnsweringProcesses | None = None,
) -> App:
    """The application, ready to run: everything is wired here and nowhere else. Without `processes` it looks up every
    answer itself.
    """
    line = Line(reception, menu, supervision or Supervision(), processes)
    bot = TolerantBot(
        line.queue,
        address.token,
        base_url=address.api_url,
        base_file_url=address.file_url,
        request=PooledRequest(CONNECTIONS),
        get_updates_request=PooledRequest(1),
        # Replies are as many as the questions: they leave at once, and wait when Telegram says so. The outbox has a
        # pace of its own.
        rate_limiter=AIORateLimiter(overall_max_rate=0, max_retries=AGAIN),
        polled=lambda: line.supervision.pulse.beat(TELEGRAM),
    )
    application = (
        ApplicationBuilder()
        .bot(bot)
        .update_queue(line.queue)
        .concurrent_updates(ReleasingProcessor(line.queue, AT_ONCE))
        .post_init(line.on_start)
        .post_shutdown(line.on_end)
        .build()
    )
    application.add_handler(TypeHandler(Update, line.on_update))
    application.add_error_handler(line.on_error)
    return application
