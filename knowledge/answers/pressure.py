"""What somebody is told who is forced to register: it is free, in the plan's own words where the plan has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.composing import cite
from knowledge.answers.intents import free_will_words
from knowledge.answers.model import Answer, Citation, Intent, Status
from knowledge.answers.sentences import say
from knowledge.answers.spans import Span
from knowledge.plans.model import Plan
from knowledge.text import one_line


def reassure(plans: Sequence[Plan]) -> Answer:
    """The answer to pressure; quoted is the one plan of `plans`, if it says that registering is free.

    With several plans nobody knows which holds where the person lives, and none is quoted.
    """
    cited = free_will(plans[0]) if len(plans) == 1 else None
    return Answer(
        Status.OUT_OF_SCOPE,
        Intent.QUESTION,
        say("small_talk.pressure"),
        say("small_talk.pressure_more"),
        one_line(cited.quote) if cited else "",
        plan=cited.plan if cited else None,
        citations=(cited,) if cited else (),
    )


def comfort() -> Answer:
    """What somebody is told whose words tell of danger to their life: whom to turn to now, and nothing else."""
    return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, say("small_talk.danger"), say("small_talk.danger_more"))


def free_will(plan: Plan) -> Citation | None:
    """The words of `plan` that households register of their own free will, or None."""
    words = re.compile(free_will_words())
    for passage in plan.passages:
        if found := words.search(passage.text):
            start = passage.start + found.start()
            return cite(plan, Span(passage.section, start, start + len(found[0])))
    return None
