"""The composition root: the one place that knows knowledge, memory and channels together."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from getpass import getuser
from typing import TYPE_CHECKING

from bot.clock import clock_from
from bot.conversation.allowance import Allowance
from bot.conversation.reception import Reception
from bot.conversation.turn import Desk, Office
from bot.ids import random_id
from bot.lease import Lease
from bot.log import start_log
from bot.settings import Settings, SettingsError, env_key, require
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts

if TYPE_CHECKING:
    from bot.answering.processes import AnsweringProcesses
    from bot.watch.meters import Meters
    from handlers.telegram.supervision import Supervision


# Seconds after which a thread that computes lets the others have a turn: the network has little to do each time and
# would wait Python's five milliseconds for it while an answer is looked up.
TURNS = 0.0005


def office_of(settings: Settings) -> Office:
    """Who answers for the personal data and how long it is kept, as `settings` say."""
    return Office(
        settings.controller,
        settings.admins,
        settings.draft_days,
        settings.closed_months,
        settings.open_months,
        settings.plan_draft_days,
    )


def open_reception(settings: Settings) -> Reception:
    """The conversation on the plans and the database that `settings` name."""
    from bot.plans.live import LiveAnswers  # noqa: PLC0415 - half a second that other commands do not pay
    from bot.plans.shelf import Shelf  # noqa: PLC0415

    store = SqliteStore(settings.database, settings.keys_dir)
    answers, shelf = LiveAnswers(settings.plans_dir), Shelf(settings.data_dir)
    desk = Desk(
        answers, store, load_texts(), random_id, settings.help_contact, office_of(settings), shelf, settings.emergency
    )
    return Reception(desk, clock_from(settings.clock), Allowance(settings.unanswered))


def chat(settings: Settings, name: str, audience: str | None) -> None:
    """The phone in the terminal; with piped input it answers every line and ends with it."""
    from handlers.console.phone import Phone, Show, answer_lines, run_on_screen, write_plain  # noqa: PLC0415

    start_log(logging.ERROR)
    reception = open_reception(settings)
    known = reception.knows(f"console:{name}")

    def phone(show: Show) -> Phone:
        return Phone(reception, name, show, settings.data_dir / "files")

    try:
        if audience:
            reception.introduce(f"console:{name}", audience)
        if sys.stdin.isatty() and sys.stdout.isatty():
            history = settings.data_dir / "console-history"
            opening = () if known else ("/start", *audience_words(audience))
            run_on_screen(phone, opening, load_texts().items("console"), history)
        else:
            answer_lines(phone(write_plain(sys.stdout.write)), sys.stdin.buffer)
    finally:
        reception.desk.store.close()


def serve(settings: Settings, webhook: bool) -> None:
    """The bot on Telegram until SIGTERM: long polling, or a webhook that only lets in calls with the secret."""
    require(settings, "token", *(("webhook_url", "webhook_secret") if webhook else ()))
    assert settings.token
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    token = settings.token.get_secret_value()
    from bot.watch.endpoint import PortTakenError  # noqa: PLC0415
    from bot.watch.meters import Meters  # noqa: PLC0415

    meters = Meters()
    sys.setswitchinterval(TURNS)
    start_log(logging.INFO, (token, secret), meters)

    from bot.conversation.command_menu import command_menu  # noqa: PLC0415
    from handlers.telegram.application import Address, build_application  # noqa: PLC0415
    from handlers.telegram.running import TokenRefusedError, listen, poll  # noqa: PLC0415

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the application listens to it
    reception = open_reception(settings)
    lease = Lease(reception.desk.store, f"poll:{token.partition(':')[0]}", settings.data_dir)
    supervision, beside = watching(settings, reception, meters, None if webhook else lease.take)
    menu = command_menu(reception.desk.texts)
    gc.freeze()  # what is loaded stays: the collector need not look through it again and again
    try:
        if not webhook:
            lease.wait()
        application = build_application(
            Address(token, settings.api_url, settings.file_url),
            reception,
            menu,
            supervision,
            answering_processes(settings, reception),
        )
        if webhook:
            listen(application, supervision.ended, beside, settings.listen_at, settings.webhook_url, secret)
        else:
            poll(application, supervision.ended, beside)
    except TokenRefusedError:
        raise SettingsError(load_texts().line("settings.token_refused", key=env_key("token"))) from None
    except PortTakenError:
        said = load_texts().line("settings.port_taken", key=env_key("health_listen"), value=settings.health_listen)
        raise SettingsError(said) from None
    except OSError as fault:
        if fault.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES) or not webhook:
            raise
        said = load_texts().line("settings.port_taken", key=env_key("listen"), value=settings.listen)
        raise SettingsError(said) from None
    finally:
        lease.end()
        reception.desk.store.close()


def answering_processes(settings: Settings, reception: Reception) -> AnsweringProcesses | None:
    """The processes that look up answers beside the conversation; None where the operator wants none."""
    from bot.answering.processes import AnsweringProcesses, suitable_number  # noqa: PLC0415
    from bot.plans.live import LiveAnswers  # noqa: PLC0415

    number, answers = settings.answering_processes, reception.desk.answers
    number = suitable_number() if number is None else number
    if not number or not isinstance(answers, LiveAnswers):
        return None
    return AnsweringProcesses(settings.plans_dir, number, lambda: answers.stamp)


def watching(
    settings: Settings, reception: Reception, meters: Meters, renew: Callable[[], bool] | None
) -> tuple[Supervision, AbstractAsyncContextManager[object]]:
    """What supervises the application on Telegram, and what tells of it at `/healthz` and `/metrics`."""
    from bot.lease import machine_time  # noqa: PLC0415
    from bot.watch.chores import Chores, Folders  # noqa: PLC0415
    from bot.watch.endpoint import Endpoint  # noqa: PLC0415
    from bot.watch.meters import read_store  # noqa: PLC0415
    from bot.watch.pulse import DATABASE, LEASE, OUTBOX, TELEGRAM, Pulse  # noqa: PLC0415
    from handlers.telegram.supervision import Supervision  # noqa: PLC0415

    desk, pulse = reception.desk, Pulse()
    pulse.expect(OUTBOX, DATABASE, *((TELEGRAM, LEASE) if renew else ()))
    folders = Folders(settings.data_dir, settings.keys, settings.backup_dir, settings.backup_keep)
    admins = settings.admins if settings.morning_line else None
    chores = Chores(desk.store, desk.texts, folders, pulse, reception.clock, admins)

    def page() -> bytes:
        free = shutil.disk_usage(settings.data_dir).free
        reading = read_store(desk.store, reception.clock(), machine_time(), free)
        return meters.page(replace(reading, silence=pulse.ages()))

    at = settings.health_at
    beside = Endpoint(at, pulse, lambda: asyncio.to_thread(page)) if at else nullcontext()
    return Supervision(renew=renew, pulse=pulse, chores=chores.begin), beside


def audience_words(audience: str | None) -> tuple[str, ...]:
    """What somebody types at the start who says to be `audience`."""
    return (load_texts().items("labels")[f"role_{audience}"]["label"],) if audience else ()


def user_name() -> str:
    """Who sits at the terminal, as part of an address."""
    try:
        return getuser()
    except (KeyError, OSError):  # a container without a user of that number
        return "me"
