"""The phone itself: lines in, messages out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from bot.conversation.event import Content, Event, SentFile
from bot.conversation.reception import Reception
from bot.message import Attachment, Message
from bot.outbox.model import Outcome, Result
from bot.plans.model import State
from bot.store.records import PendingReply
from handlers.console.rendering import plain_text

CHANNEL = "console"
ADD_PLAN = "/themkehoach"
DOCUMENTS = frozenset({".docx", ".doc", ".pdf", ".odt", ".txt", ".md"})

Show = Callable[[Message], None]


class Lines(Protocol):
    """Where typed lines come from."""

    def prompt(self) -> str:
        """The next line; `EOFError` or `KeyboardInterrupt` when there is no more."""
        ...


class Phone:
    """One person's phone; `show` puts a message before their eyes."""

    def __init__(self, reception: Reception, name: str, show: Show, folder: Path | None = None) -> None:
        """`folder` takes the files that come with messages."""
        self.reception = reception
        self.address = f"{CHANNEL}:{name}"
        self.show = show
        self.folder = folder
        self.sending = reception.sending()
        self.plans = reception.plan_work()

    def say(self, text: str) -> None:
        """Say `text` to the bot and show what it answers; the path of a file, or one behind /themkehoach, sends it."""
        self.reception.refresh_plans()
        file = file_named(text)
        content = Content.DOCUMENT if file else Content.TEXT
        event = Event(self.address, self.address, content, "" if file else text, file=file)
        for reply in self.reception.receive(event):
            self._take(reply)
        self._work_on_plans()
        self._take_due()

    def _work_on_plans(self) -> None:
        """Read and publish what was sent, showing how far that is."""
        while uploads := [u for u in self.plans.waiting(CHANNEL) if u.chat == self.address]:
            for upload in uploads:
                if upload.state is State.RECEIVED:
                    try:
                        self.plans.keep(upload, Path(upload.ref).read_bytes())
                        continue
                    except OSError:
                        replies = self.plans.refuse_unfetched(upload)
                else:
                    replies = self.plans.advance(upload, self.show)
                for reply in replies:
                    self._take(reply)

    def catch_up(self) -> None:
        """Show what was answered and not shown, as after a kill."""
        for reply in self.reception.undelivered(CHANNEL):
            if reply.chat == self.address:
                self._take(reply)
        self._work_on_plans()
        self._take_due()

    def _take_due(self) -> None:
        """Show what came unasked."""
        for dispatch in self.sending.claim_all(self.address):
            self.show(self._with_files(dispatch.message))
            self.sending.settle(dispatch, Result(Outcome.SENT))

    def _take(self, reply: PendingReply) -> None:
        self.show(self._with_files(reply.message))
        if reply.id:
            self.reception.delivered(reply)

    def _with_files(self, message: Message) -> Message:
        """The message with a line for each file that says where it is now."""
        places = (
            [saved(self.folder, file) for file in message.files] if self.folder else [f.name for f in message.files]
        )
        return replace(message, lines=(*message.lines, *(f"[{place}]" for place in places)))


def file_named(text: str) -> SentFile | None:
    """The file whose path was typed, alone or behind the command."""
    path = Path(text.removeprefix(ADD_PLAN).strip().strip("'\"")).expanduser()
    try:
        if path.suffix.lower() not in DOCUMENTS or not path.is_file():
            return None
        return SentFile(path.name, path.stat().st_size, str(path.resolve()))
    except OSError:  # no path at all
        return None


def saved(folder: Path, file: Attachment) -> str:
    """Where `file` is kept, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = folder / Path(file.name).name
    place.touch(mode=0o600)
    place.write_bytes(file.data)
    return str(place)


def answer_lines(phone: Phone, lines: Iterable[bytes]) -> None:
    """Answer every line of a pipe; what is no UTF-8 in it is shown as such to the conversation."""
    phone.catch_up()
    for line in lines:
        text = line.decode("utf-8", errors="replace").removeprefix("\ufeff").strip()
        if text:
            phone.say(text)


def talk(phone: Phone, lines: Lines, leaving: frozenset[str]) -> None:
    """Talk until the input ends or one of the words `leaving` is typed."""
    while True:
        try:
            text = lines.prompt().strip()
        except (EOFError, KeyboardInterrupt):
            return
        if text.lower() in leaving:
            return
        if text:
            phone.say(text)


def write_plain(write: Callable[[str], object]) -> Show:
    """Messages as plain text, a blank line between them."""

    def show(message: Message) -> None:
        write(plain_text(message) + "\n\n")

    return show


def run_on_screen(
    phone_for: Callable[[Show], Phone], opening: Sequence[str], words: Mapping[str, str], history: Path
) -> None:
    """The phone on a terminal: colours, the typed lines of earlier days, the choices that are still open.

    `opening` is said first for somebody who was never here; with none the person is greeted as one who is back.
    """
    from prompt_toolkit import PromptSession  # noqa: PLC0415 - a pipe does not pay for it
    from prompt_toolkit.history import FileHistory  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    from handlers.console.rendering import show, show_choices  # noqa: PLC0415

    class KeptLines(FileHistory):
        """Typed lines, without those that nobody may keep."""

        def store_string(self, string: str) -> None:
            if phone.reception.may_be_noted(phone.address, string):
                super().store_string(string)

    console = Console(highlight=False)

    def on_screen(message: Message) -> None:
        show(console, message)
        console.print()

    phone = phone_for(on_screen)
    history.touch(mode=0o600, exist_ok=True)
    session: PromptSession[str] = PromptSession(message=words["prompt"], history=KeptLines(str(history)))
    phone.catch_up()
    for text in opening:
        phone.say(text)
    if not opening:
        show(console, phone.reception.greeting(phone.address))
        labels = [f"{i} {c.label}" for i, c in enumerate(phone.reception.open_choices(phone.address), 1)]
        show_choices(console, labels, console.width)
        console.print()
    talk(phone, session, frozenset(words["exit"].split()))
