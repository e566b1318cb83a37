"""Which of several plans counts on a day, where one has taken the place of another or changed parts of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge.answers.model import Notice, NoticeKind
from knowledge.answers.notices import is_over
from knowledge.answers.sentences import say
from knowledge.library import Library
from knowledge.plans.model import Plan, Succession


class InForce:
    """The successions of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._after: dict[str, list[tuple[Succession, Plan]]] = {}
        for plan in library:
            for one in plan.profile.successions if plan.profile else ():
                self._after.setdefault(one.earlier, []).append((one, plan))

    def chosen(self, plans: Sequence[Plan], day: date) -> list[Plan]:
        """`plans` as they count on `day`: each the one that has taken its place by then, none that is over where a new
        one of the same place is among them, and none beside the plan that it only changes parts of.
        """
        found = list(dict.fromkeys(self._on(plan, day).id for plan in plans))
        kept = [self._library[i] for i in found]
        kept = [p for p in kept if not any(o.earlier in found for o in _successions(p) if o.amends)] or kept
        lasting = [p for p in kept if not is_over(p, day)]
        return [p for p in kept if p in lasting or not any(_same_place(p, other) for other in lasting)]

    def amending(self, plan: Plan, day: date) -> list[Plan]:
        """The plans that have changed parts of `plan` by `day`, the newest first."""
        found = [(one.since, after) for one, after in self._after.get(plan.id, ()) if one.amends and one.since <= day]
        return [after for _, after in sorted(found, key=lambda pair: pair[0], reverse=True)]

    def successor(self, plan: Plan, day: date) -> Plan | None:
        """The plan that has taken the place of `plan` by `day`."""
        found = [(one.since, p) for one, p in self._after.get(plan.id, ()) if not one.amends and one.since <= day]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def notices(self, plan: Plan, day: date) -> list[Notice]:
        """What to know of the succession of `plan` when it answers about `day`."""
        found = []
        for one in _successions(plan):
            earlier = self._library.readable(one.earlier)
            if earlier is not None and one.since <= day:
                key = "notice.amends" if one.amends else "notice.replaces"
                found.append(_notice(key, earlier, one.since))
        for one, after in self._after.get(plan.id, ()):
            key = "notice.replaced" if not one.amends else "notice.amended" if one.since <= day else ""
            if key:
                found.append(_notice(key, after, one.since))
        return found[:1]

    def _on(self, plan: Plan, day: date) -> Plan:
        """The plan that counts on `day` where `plan` is asked about: a later one, or the one before it."""
        seen = {plan.id}
        while (after := self.successor(plan, day)) is not None and after.id not in seen:
            plan = after
            seen.add(plan.id)
        for one in _successions(plan):
            if not one.amends and one.since > day and one.earlier in self._library and one.earlier not in seen:
                return self._on(self._library[one.earlier], day)
        return plan


def _successions(plan: Plan) -> tuple[Succession, ...]:
    return plan.profile.successions if plan.profile else ()


def _notice(key: str, other: Plan, since: date) -> Notice:
    document = other.profile.document if other.profile else other.id
    return Notice(NoticeKind.REPLACED, say(key, document=document, day=f"{since:%d/%m/%Y}"))


def _same_place(old: Plan, new: Plan) -> bool:
    """Whether `new` is a plan of the place that `old` is about, as it is called now."""
    one, other = old.profile, new.profile
    if one is None or other is None or "agency" in one.extra or "agency" in other.extra:
        return False
    return other.territory in (one.territory, one.since_2025)
