"""A draft as it is reviewed: what was read, and what officers have decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.conversation.turn import Turn
from bot.people.areas import Area
from bot.people.model import Person
from bot.people.rights import Right, may_keep_plan, rights_of
from bot.plans.model import Review, State, Upload
from bot.plans.territory import area_kept, area_values


@dataclass(frozen=True)
class Draft:
    """An upload with what was found in it and decided about it."""

    upload: Upload
    findings: Mapping[str, Any]
    review: Review

    @property
    def id(self) -> str:
        """The upload's."""
        return self.upload.id

    @property
    def metadata(self) -> dict[str, Any]:
        """What the document says of itself, as corrected; days as ISO, the period as two years."""
        return dict(self.findings["metadata"]) | dict(self.review.metadata)

    @property
    def title(self) -> str:
        """Its title, or the name of the file."""
        return self.metadata["title"] or self.upload.name

    @property
    def area(self) -> Area | None:
        """Whose plan it is; None until that is known."""
        return area_kept(self.review.place["area"]) if "area" in self.review.place else None

    @property
    def territory(self) -> str:
        """How the document calls the place that it is about."""
        return str(self.findings["territory"])

    def facts(self, kind: str) -> list[dict[str, Any]]:
        """The facts of a kind ("deadlines", "quotas"), each with the verdict on it under "said" where there is one."""
        return [
            fact | {"said": self.review.facts[fact["name"]]} if fact["name"] in self.review.facts else fact
            for fact in self.findings[kind]
        ]

    def kept(self, kind: str) -> list[dict[str, Any]]:
        """The facts of a kind without those that were dropped."""
        return [f for f in self.facts(kind) if f.get("said", {}).get("verdict") != "dropped"]

    def open_doubts(self) -> list[int]:
        """The numbers of the doubts that nobody has settled."""
        return [n for n in range(len(self.findings["doubts"])) if str(n) not in self.review.doubts]


def may_see(person: Person, upload: Upload) -> bool:
    """Whether `person` may see and change the draft: who sent it, and who keeps the plans of the same area."""
    if Right.PLAN not in rights_of(person):
        return False
    return person.area == upload.area or bool(person.id and person.id == upload.owner)


def draft_of(turn: Turn, upload_id: str) -> Draft | None:
    """The draft with that id; None if it is none any more, or none of this person's."""
    plans = turn.desk.store.plans
    upload = plans.upload(upload_id)
    if upload is None or upload.state is not State.READ or not may_see(turn.person, upload):
        return None
    return Draft(upload, plans.findings(upload_id), plans.review(upload_id))


def drafts_of(turn: Turn) -> list[Upload]:
    """The drafts that this person may go on with, the newest first."""
    return [u for u in reversed(turn.desk.store.plans.in_state(State.READ)) if may_see(turn.person, u)]


def may_publish(turn: Turn, draft: Draft) -> bool:
    """Whether this person may publish it as what it now says it is."""
    return draft.area is not None and may_keep_plan(turn.person, draft.area)


def decide(turn: Turn, draft: Draft, what: str, **changes: Any) -> Draft:
    """Keep `changes` of the review, and who made them in the audit log as `what`."""
    review = replace(draft.review, **changes)
    turn.desk.store.plans.save_review(draft.id, review)
    turn.desk.store.plans.save(replace(draft.upload, changed=turn.now))
    turn.desk.store.audit.add(turn.now, turn.actor, "plan.corrected", f"upload:{draft.id}", what)
    return replace(draft, review=review)


def place_values(area: Area, name: str = "") -> dict[str, Any]:
    """Whose plan it is, as it stands in a review."""
    return {"area": area_values(area), "name": name}


def shown_day(value: str | None) -> str:
    """An ISO day as people read it, "" for none."""
    return f"{date.fromisoformat(value):%d/%m/%Y}" if value else ""
