"""Reading a plan in a process of its own, so that a long text takes nothing from those who are being answered."""

from __future__ import annotations

import json
import os
import pickle
import resource
import subprocess
import sys
from contextlib import suppress

from knowledge.facts import Facts, read_facts, remember
from knowledge.library import read_here
from knowledge.plans.model import Plan
from knowledge.plans.reading import read_plan
from knowledge.plans.record import PlanRecord, applied, record_from, record_values

SHORT = 60_000  # characters that are read in a tenth of a second, sooner than a process starts
LONGEST = 3_000_000  # characters; some 1,200 pages
SECONDS, MEMORY = 120, 1 << 30  # of the reading process
_POLITE = 10  # it leaves the processor to those who answer


class ReadingError(Exception):
    """A text that could not be read within the limits."""


def read_apart(plan_id: str, text: str, record: PlanRecord | None = None) -> Plan:
    """As `read_plan`; the facts of the plan under `record` are read too and remembered.

    Raises ReadingError when it takes more than two minutes or a gigabyte.
    """
    if len(text) <= SHORT:
        return read_here(plan_id, text, record)
    plan, facts = _in_child(plan_id, text, record)
    remember(applied(plan, record) if record else plan, facts)
    return plan


def _in_child(plan_id: str, text: str, record: PlanRecord | None) -> tuple[Plan, Facts]:
    if len(text) > LONGEST:
        raise ReadingError("too long")
    asked = json.dumps([plan_id, text, record_values(record) if record else None]).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__], input=asked, capture_output=True, timeout=SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as failure:
        raise ReadingError(type(failure).__name__) from failure
    plan, facts = pickle.loads(done.stdout)
    return plan, facts


def main() -> None:
    """The child: a text on standard input, what was read of it on standard output."""
    with suppress(OSError):
        os.nice(_POLITE)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    plan_id, text, values = json.loads(sys.stdin.buffer.read())
    plan = read_plan(plan_id, text)
    facts = read_facts(applied(plan, record_from(values)) if values else plan)
    sys.stdout.buffer.write(pickle.dumps((plan, facts), protocol=5))


if __name__ == "__main__":
    main()
