"""What is done about uploads beside the conversation: fetched files are kept, read, and published when that is decided.

Each step ends with a commit, and what was not finished is begun again after a restart; doing a step twice changes
nothing. Nothing here runs within a transaction for longer than it takes to write a few rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from time import time
from typing import Any

import structlog

from bot.alerts.asking import unanswered
from bot.clock import Clock
from bot.conversation.plan_changes import tell_followers
from bot.conversation.turn import Desk, Turn
from bot.documents import DocumentError, DocumentText, read_document
from bot.documents.faults import error_of
from bot.log import places
from bot.message import Message
from bot.people.areas import Area, small
from bot.people.model import Role
from bot.plans.apart import ReadingError, read_apart
from bot.plans.card import card
from bot.plans.drafts import Draft, place_values
from bot.plans.findings import findings_of
from bot.plans.handing_over import hand_over
from bot.plans.live import LiveAnswers, letting_others_go_first
from bot.plans.model import Review, State, Upload
from bot.plans.publishing import ask_to_confirm, record_of
from bot.plans.shelf import Shelf
from bot.plans.territory import area_kept, area_read, is_of
from bot.store.records import PendingReply
from knowledge.facts import facts_of
from knowledge.facts.earlier import find_earlier
from knowledge.plans.model import Plan

MOST_EARLIER = 5
STEPS = 4  # that the progress of a reading counts
FETCHED_WITHIN = timedelta(hours=1)  # then it is given up

log = structlog.get_logger()

Progress = Callable[[Message], None]
Replies = Sequence[PendingReply]
Speak = Callable[[str, Callable[[Turn], list[Message]], str], Replies]


class PlanWork:
    """The work on uploads; its methods block and may be called from any thread, one upload at a time."""

    def __init__(self, desk: Desk, clock: Clock, speak: Speak) -> None:
        self._desk = desk
        self._clock = clock
        self._speak = speak

    @property
    def shelf(self) -> Shelf:
        """Where the files are."""
        assert self._desk.shelf is not None
        return self._desk.shelf

    def waiting(self, channel: str) -> Sequence[Upload]:
        """The uploads of `channel` that something is to be done with."""
        if self._desk.shelf is None:
            return []
        return [u for u in self._desk.store.plans.work_left() if u.chat.startswith(f"{channel}:")]

    def upload(self, upload_id: str) -> Upload | None:
        """The upload as it is now."""
        return self._desk.store.plans.upload(upload_id)

    def is_late(self, upload: Upload) -> bool:
        """Whether it has waited to be fetched for so long that it is given up."""
        return self._clock() - upload.at > FETCHED_WITHIN

    def note_message(self, upload_id: str, message: str) -> None:
        """The channel's own name of the message that tells how far the upload is."""
        with self._desk.store.transaction():
            upload = self._desk.store.plans.upload(upload_id)
            if upload and upload.message != message:
                self._desk.store.plans.save(replace(upload, message=message))

    def keep(self, upload: Upload, data: bytes) -> None:
        """The file was fetched: it is on the disk before anything is done with it."""
        digest = self.shelf.keep(data)
        with self._desk.store.transaction():
            self._desk.store.plans.save(replace(upload, state=State.KEPT, original=digest, changed=self._clock()))

    def refuse(self, upload: Upload, error: DocumentError) -> Replies:
        """It cannot be read: the person is told why and what to do."""
        log.info("plan_refused", code=error.code)

        def say(turn: Turn) -> list[Message]:
            turn.desk.store.plans.save(replace(upload, state=State.REFUSED, changed=turn.now))
            turn.desk.store.audit.add(turn.now, upload.owner, "plan.refused", f"upload:{upload.id}", error.code)
            said = Message(error.lead, (error.advice,) if error.advice else ())
            return [replace(said, replaces=True, choices=(turn.choice("plan_other_file", "plan_add"),))]

        return self._tell(upload, say)

    def tidy(self) -> None:
        """Delete the files of uploads that came to nothing, and of those that are published: these have their own."""
        if self._desk.shelf is not None:
            cleared = self._desk.shelf.clear(self._desk.store.plans.digests(), time())
            log.info("uploads_cleared", files=cleared)

    def refuse_unfetched(self, upload: Upload) -> Replies:
        """It never arrived."""
        return self.refuse(upload, error_of("document_not_fetched", upload.name))

    def advance(self, upload: Upload, progress: Progress) -> Replies:
        """Do what is next for an upload whose file is kept; what is said of it, committed."""
        try:
            with letting_others_go_first():
                if upload.state is State.KEPT:
                    return self.read(upload, progress)
                return self.publish(upload)
        except DocumentError as error:
            return self.refuse(upload, error)
        except Exception as fault:  # it is told, and does not come again with each restart
            log.error("plan_work_failed", error=type(fault).__name__, where=places(fault))
            code = "document_broken" if upload.state is State.KEPT else "plan_not_published"
            if upload.state is State.KEPT:
                return self.refuse(upload, error_of(code, upload.name))
            return self._put_back(upload)

    def read(self, upload: Upload, progress: Progress) -> Replies:
        """Read the file in a child process, then the plan in it; the card of the draft."""
        progress(self._progress(1, "opening"))
        data = self.shelf.sent(upload.original)
        document = read_document(data, upload.name)
        progress(self._progress(2, "outline"))
        try:
            plan = read_apart(f"draft-{upload.id}".lower(), document.text)
        except ReadingError as error:
            raise error_of("document_heavy", upload.name) from error
        progress(self._progress(3, "facts"))
        plan = replace(plan, warnings=(*document.doubts, *plan.warnings))
        findings = findings_of(plan, facts_of(plan)) | {"kind": document.kind}
        progress(self._progress(STEPS, "comparing"))
        review = self._first_review(upload, findings)
        findings["earlier"] = self._earlier(plan, findings, review)
        text = self.shelf.keep_text(document.text)
        read = replace(upload, state=State.READ, text=text)

        def say(turn: Turn) -> list[Message]:
            now = replace(turn.desk.store.plans.upload(upload.id) or upload, state=State.READ, text=text)
            plans = turn.desk.store.plans
            plans.save(replace(now, changed=turn.now))
            plans.save_findings(upload.id, findings)
            plans.save_review(upload.id, review)
            turn.desk.store.audit.add(turn.now, upload.owner, "plan.read", f"upload:{upload.id}", document.sha256[:16])
            return [replace(card(turn, Draft(now, findings, review)), replaces=True)]

        return self._tell(read, say)

    def publish(self, upload: Upload) -> Replies:
        """Write the plan and its record, have it answer, and tell whom it concerns."""
        plans, shelf = self._desk.store.plans, self.shelf
        draft = Draft(upload, plans.findings(upload.id), plans.review(upload.id))
        assert draft.area is not None
        library = self._desk.library
        earlier = {one: library.plans[one] for one in draft.review.earlier if one in library}
        periods = {one: plan.metadata.period for one, plan in earlier.items()}
        record = record_of(draft, self._clock().date(), periods)
        kept = shelf.record(upload.plan)
        if kept.published:  # begun before a restart: its day stays
            record = replace(record, published=kept.published)
        kind = str(draft.findings["kind"])
        shelf.keep_original(shelf.sent(upload.original), DocumentText("", kind, upload.original))
        shelf.publish(upload.plan, shelf.text(upload.text), record)
        if isinstance(self._desk.answers, LiveAnswers):
            self._desk.answers.refresh()
        return self._tell(upload, lambda turn: self._published(turn, upload, draft.area))

    def _published(self, turn: Turn, upload: Upload, area: Area | None) -> list[Message]:
        plan = turn.desk.library.readable(upload.plan)
        turn.desk.store.plans.save(replace(upload, state=State.PUBLISHED, changed=turn.now))
        turn.desk.store.plans.forget_findings(upload.id)
        if plan is None or area is None:
            return [replace(turn.say("plan_published", moment=f"{turn.now:%H:%M}"), replaces=True)]
        successions, told = plan.profile.successions if plan.profile else (), set[str]()
        for one in successions:
            if earlier := turn.desk.library.readable(one.earlier):
                told |= hand_over(turn, earlier, plan, one)
        count = len(unanswered([plan], turn.desk.store.deadlines, turn.now.date()))
        ask_to_confirm(turn, plan, area, count)
        tell_followers(turn, [one.earlier for one in successions], plan, besides=told)
        said = turn.say("plan_published", moment=f"{turn.now:%H:%M}")
        choices = (turn.choice("plan_confirm", "alert_ask", plan=plan.id),) if count else ()
        return [replace(said, replaces=True, choices=(*choices, turn.choice("plan_read_it", "outline", plan=plan.id)))]

    def _put_back(self, upload: Upload) -> Replies:
        """It could not be published: it is a draft again."""

        def say(turn: Turn) -> list[Message]:
            turn.desk.store.plans.save(replace(upload, state=State.READ, plan="", changed=turn.now))
            choices = (turn.choice("plan_open", "plan_card", upload=upload.id),)
            return [replace(turn.say("plan_not_published"), replaces=True, choices=choices)]

        return self._tell(upload, say)

    def _first_review(self, upload: Upload, findings: dict[str, Any]) -> Review:
        """Whose plan it is, as far as that is clear; else one doubt more."""
        territory, issuer = findings["territory"], findings["metadata"]["issuer"] or ""
        person = self._desk.person_at(upload.chat)
        if person.role is Role.ADMIN:
            area = area_read(territory, issuer)
        else:
            area = upload.area if is_of(upload.area, territory, issuer) else None
        if area is not None:
            return Review(place=place_values(area))
        code = "other_place" if territory and person.role is not Role.ADMIN else "no_place"
        findings["doubts"].insert(0, {"code": code, "detail": territory, "line": 0, "quote": "", "section": ""})
        return Review()

    def _earlier(self, plan: Plan, findings: dict[str, Any], review: Review) -> list[dict[str, Any]]:
        """The plans that this one may take the place of."""
        area = area_kept(review.place["area"]) if "area" in review.place else None
        territory = findings["territory"] or (small(area.commune or area.province) if area else "")
        found = find_earlier(plan, self._desk.now().library, territory, area.agency if area else "")
        return [
            {
                "plan": one.plan.id,
                "document": one.plan.profile.document if one.plan.profile else one.plan.id,
                "amends": one.amends,
                "quote": one.quote,
            }
            for one in found[:MOST_EARLIER]
        ]

    def _progress(self, step: int, what: str) -> Message:
        line = self._desk.texts.line(f"plan_progress.{what}")
        return self._desk.texts.message("plan_reading", page=step, pages=STEPS, what=line)

    def _tell(self, upload: Upload, say: Callable[[Turn], list[Message]]) -> Replies:
        known = self._desk.store.plans.upload(upload.id)
        return self._speak(upload.chat, say, known.message if known else "")
