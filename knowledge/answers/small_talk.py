"""Greetings, thanks, and wishes that are not questions."""

from __future__ import annotations

from knowledge.answers.model import Answer, Intent, Status
from knowledge.answers.sentences import say
from knowledge.library import Library


def small_talk(intent: Intent, library: Library) -> Answer:
    """What is said to a greeting, thanks, or a wish that is not a question."""
    plans = ", ".join(p.profile.name for p in library if p.profile)
    more = {
        Intent.GREETING: "greeting_example",
        Intent.HELP: "help_more",
        Intent.REGISTER: "register_more",
        Intent.REGISTER_HELP: "register_help_more",
    }
    body = say(f"small_talk.{more[intent]}", plans=plans) if intent in more else ""
    return Answer(Status.SMALL_TALK, intent, say(f"small_talk.{intent}"), body)
