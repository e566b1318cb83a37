"""The plan library: the plans that ship with the package, and those added in a folder beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.plans.model import Plan


@dataclass(frozen=True)
class Library:
    """The plans that can be asked about, by id, in the order in which they are listed."""

    plans: Mapping[str, Plan]

    def __getitem__(self, plan_id: str) -> Plan:
        return self.plans[plan_id]

    def __contains__(self, plan_id: object) -> bool:
        return plan_id in self.plans

    def __iter__(self) -> Iterator[Plan]:
        return iter(self.plans.values())

    def __len__(self) -> int:
        return len(self.plans)
