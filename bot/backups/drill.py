"""A rehearsal: the backup is put back in a place of its own, and the bot is asked something from it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backups.making import BackupError
from bot.backups.restoring import Restored, unpack
from bot.bench.questions import judged_questions
from bot.data_folder import DATABASE, PLANS
from bot.store.sqlite import SqliteStore
from bot.store.vault import VaultError
from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Question, Status
from knowledge.library import Library, load_library


@dataclass(frozen=True, slots=True)
class Drill:
    """What the rehearsal found: `answered` of `asked` questions with a quote that stands in its plan to the letter,
    `opened` pledges whose sealed fields can be read, `faults` whatever is not as it must be.
    """

    restored: Restored
    asked: int
    answered: int
    opened: int
    faults: tuple[str, ...]


def rehearse(file: Path, keys: Path, now: datetime) -> Drill:
    """Put the backup back in a temporary folder and use it; nothing that is kept is touched.

    Raises BackupError as `restore` does.
    """
    with tempfile.TemporaryDirectory(prefix="campaign-bot-drill-") as name:
        folder = Path(name)
        try:
            restored = unpack(file, folder, keys, now)
        except OSError as fault:
            raise BackupError("not_restored", str(fault.filename or folder)) from fault
        library = load_library(folder / PLANS)
        questions = drill_questions(library, folder / PLANS)
        answerer = Answerer(library)
        answered = sum(is_answered(answerer, question, now) for question in questions)
        with closing(SqliteStore(folder / DATABASE, keys)) as store:
            opened = count_opened(store)
    faults = []
    if answered < len(questions):
        faults.append("drill_unanswered")
    if opened != sum(restored.pledges.values()):
        faults.append("drill_pledges")
    if restored.audit_broken_at is not None:
        faults.append("drill_audit")
    return Drill(restored, len(questions), answered, opened, tuple(faults))


def count_opened(store: SqliteStore) -> int:
    """How many pledges can be read whole; none if a sealed field of one of them cannot."""
    try:
        return sum(pledge.state != "draft" for pledge in store.pledges.all())
    except VaultError:
        return 0


@dataclass(frozen=True, slots=True)
class DrillQuestion:
    """A question about a plan; for a shipped plan it is known that there is an answer."""

    text: str
    plan: str
    sure: bool


def drill_questions(library: Library, added: Path) -> Sequence[DrillQuestion]:
    """A question about each shipped plan, and the title of each added one."""
    shipped = {one.plan: DrillQuestion(one.text, one.plan, True) for one in judged_questions()[::2]}
    own = {plan.id for plan in library if (added / f"{plan.id}.txt").is_file()}
    titles = [DrillQuestion(plan.metadata.title or plan.id, plan.id, False) for plan in library if plan.id in own]
    return [*(one for one in shipped.values() if one.plan in library and one.plan not in own), *titles]


def is_answered(answerer: Answerer, asked: DrillQuestion, now: datetime) -> bool:
    """Whether there is an answer, and each of its quotes stands in its plan to the letter."""
    answer = answerer.answer(Question(asked.text, now.date(), asked.plan))
    library = answerer.library
    quoted = all(library[c.plan].source[c.start : c.end] == c.quote for c in answer.citations)
    return quoted and (not asked.sure or (answer.status is Status.ANSWERED and bool(answer.citations)))
