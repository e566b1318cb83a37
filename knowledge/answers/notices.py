"""The cautions under an answer: a plan that is over, a place that has a new name, an agency's own plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from knowledge.answers.model import Citation, Notice, NoticeKind
from knowledge.answers.sentences import say
from knowledge.plans.model import Plan

UNITS_MERGED = date(2025, 7, 1)  # Resolutions 202/2025/QH15 and 203/2025/QH15: provinces merged, districts ended


def period_text(plan: Plan) -> str:
    """ "2021-2025", or "2010" for a plan of one year; "" when the plan names none."""
    period = plan.metadata.period
    if not period:
        return ""
    return f"{period[0]}-{period[1]}" if period[0] != period[1] else str(period[0])


def is_over(plan: Plan, today: date) -> bool:
    """Whether the plan's period ended before `today`: it is over after 31 December of its last year."""
    return plan.metadata.period is not None and today.year > plan.metadata.period[1]


def standing_notices(plan: Plan, today: date) -> list[Notice]:
    """The notices that every answer from `plan` carries on `today`, the gravest first."""
    found: list[Notice] = []
    if is_over(plan, today):
        found.append(Notice(NoticeKind.EXPIRED, say("notice.expired", period=period_text(plan), year=today.year)))
    profile = plan.profile
    if profile and profile.since_2025 and today >= UNITS_MERGED:
        kind = "notice.renamed_district" if profile.level == "district" else "notice.renamed_province"
        found.append(Notice(NoticeKind.RENAMED_PLACE, say(kind, old=profile.territory, new=profile.since_2025)))
    if profile and profile.level == "agency" and "agency" in profile.extra:
        found.append(Notice(NoticeKind.AGENCY_ONLY, say("notice.agency_only", agency=profile.extra["agency"])))
    return found


def corrected_notices(plan: Plan, citations: Iterable[Citation]) -> list[Notice]:
    """What officers have corrected of the facts that are cited; the quotes stay as they are."""
    cited = [(c.start, c.end) for c in citations if c.plan == plan.id]
    return [
        Notice(
            NoticeKind.CORRECTED, say("notice.corrected", day=f"{one.on:%d/%m/%Y}" if one.on else "", value=one.says)
        )
        for one in plan.corrections
        if not one.dropped and any(one.start < end and start < one.end for start, end in cited)
    ]
