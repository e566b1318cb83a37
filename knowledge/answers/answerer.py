"""Questions in, cited answers out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from knowledge.answers.asides import without_address, without_courtesy, without_guess, without_rejected
from knowledge.answers.drafting import Drafted, Drafting
from knowledge.answers.each_asked import each_asked
from knowledge.answers.evidence import Evidence
from knowledge.answers.figures import only_supported
from knowledge.answers.intents import intent_of, is_in_danger, is_pressed
from knowledge.answers.model import Answer, Intent, Question, Status
from knowledge.answers.notices import corrected_notices, standing_notices
from knowledge.answers.pressure import comfort, reassure
from knowledge.answers.query import Query
from knowledge.answers.rarity import Rarity
from knowledge.answers.refusals.refusal import Refusal
from knowledge.answers.refusals.refusing import no_place, refused
from knowledge.answers.scope import Scope
from knowledge.answers.sentences import say
from knowledge.answers.several import from_several
from knowledge.answers.small_talk import small_talk
from knowledge.answers.subject import Subject
from knowledge.answers.succession import InForce
from knowledge.answers.suggestions import next_questions
from knowledge.answers.talking import asks_nothing, begins_anew, continued, goes_on, remember
from knowledge.answers.understanding import Understanding, focus_of, understand
from knowledge.language.places import Place
from knowledge.language.wording import Vocabulary, Word, folded_text, question_words
from knowledge.library import Library
from knowledge.plans.model import Plan

UNDERSTOOD = 16  # questions that are not understood anew when more is asked about them
_HANDS_IN = re.compile(r"(?<!\S)(?:viet|nop|lam) don(?!\S)|(?<!\S)don (?:tu nguyen )?dang ky thoat ngheo")


class Answerer:
    """Answers questions from a library of plans, the same whatever was asked before; threads may share it."""

    def __init__(
        self, library: Library, before: Answerer | None = None, rest: Callable[[], None] | None = None
    ) -> None:
        """With `before`, what that one has worked out of the same texts is taken over, and of new texts everything is
        worked out now, calling `rest` often.
        """
        self.library = library
        known = before._evidence if before else {}
        self._evidence: dict[str, Evidence] = {
            plan.id: _evidence_of(plan, known.get(plan.id), rest, now=bool(before)) for plan in library
        }
        self._rarity = Rarity(self._evidence.values())
        self._drafting = Drafting(library, self._evidence, self._rarity)
        self._scope = Scope(library, self._evidence)
        self._understood = lru_cache(UNDERSTOOD)(self._understand)
        self._in_force = InForce(library)
        self._vocabulary = Vocabulary(
            frozenset().union(*(e.vocabulary.words for e in self._evidence.values())),
            frozenset().union(*(e.vocabulary.pairs for e in self._evidence.values())),
        )

    def answer(self, question: Question) -> Answer:
        """The answer to `question`, always; it never raises for any text."""
        return only_supported(self._answer(question), question.text)

    def leans(self, question: Question) -> bool:
        """Whether `question` takes anything from a topic, if it has one with words in it."""
        *_, asked = self._understood(self._scope.spelled_out(question.text), question.today)
        return goes_on(asked, {"words": question.text})

    def _understand(self, text: str, today: date) -> tuple[list[Word], list[Place], tuple[Word, ...], Understanding]:
        """The words of a question, the places named, the story told before the asking part, and what that asks."""
        words = question_words(text, self._vocabulary)
        places = self._scope.places(text, folded_text(words))
        content = without_address(without_courtesy(_without(words, self._scope.own_names(places))))
        content = without_rejected(without_guess(content, text), text)
        focus = focus_of(content, text)
        asked = understand(text, content[focus:], today)
        return words, places, tuple(content[:focus]), replace(asked, local=self._scope.is_local(places))

    def _answer(self, question: Question) -> Answer:
        question = replace(question, text=self._scope.spelled_out(question.text))
        words, places, story, asked = self._understood(question.text, question.today)
        folded = folded_text(words)
        intent = intent_of(folded, asked.kinds)
        if is_in_danger(folded):
            return comfort()
        if is_pressed(folded):
            return reassure(self._scope.plans(question, places)[0])
        if intent is Intent.REGISTER_HELP and self._tells_where_to_register(self._scope.plans(question, places)[0]):
            intent = Intent.QUESTION
        if intent is not Intent.QUESTION:
            return small_talk(intent, self.library)
        if not places and not any(w.folded in self._vocabulary.words for w in words):
            return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, say("refusal.not_understood"), say("refusal.example"))
        topic = question.topic
        before: tuple[Word, ...] = ()
        wide: Question | None = None  # the question without the place that it only has from the one before
        if goes_on(asked, topic):
            own = Subject(asked, self._rarity)
            anew = begins_anew(asked, topic, [p for p in own.pairs if own.is_set(p)])
            if not anew:
                asked, before = continued(asked, topic)
            if not places and not question.plan and topic.get("plan") in self.library:
                wide = question if anew else None
                question = replace(question, plan=topic["plan"])
            topic = {} if anew else topic
        else:
            topic = {}
        before = (*story, *before)
        if not before and asks_nothing(asked) and not Subject(asked, self._rarity).words:
            return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, say("refusal.not_understood"), say("refusal.example"))
        plans, unknown = self._scope.plans(question, places)
        if not plans:
            return no_place(self.library, unknown)
        query = Query(
            asked,
            before,
            topic.get("section", ""),
            Subject(asked, self._rarity, () if story else before),
            question.today,
            question.text,
        )
        named = len(plans) < len(self.library)
        plans = self._in_force.chosen(plans, query.day)
        if len(plans) > 1:
            apart = self._apart(question, plans) if named else {}
            return from_several(self._drafting, plans, query, self._from_plan, named=named, apart=apart)
        for newer in self._in_force.amending(plans[0], query.day):
            drafted = self._drafting.draft(newer, query)
            if drafted[0] is not None:
                return self._from_plan(newer, query, drafted)
        answer = self._from_plan(plans[0], query)
        if wide is None or answer.status is not Status.NOT_IN_PLAN or answer.suggestions:
            return answer
        everywhere = self._in_force.chosen(self._scope.plans(wide, places)[0], query.day)
        return from_several(self._drafting, everywhere, query, self._from_plan, named=False)

    def _apart(self, question: Question, plans: list[Plan]) -> dict[str, Query]:
        """What each of `plans` is asked in a clause of its own; {} where one question is asked of all."""

        def read(piece: str) -> tuple[list[Place], Understanding]:
            _, places, _, asked = self._understood(piece, question.today)
            return places, asked

        return {
            plan: Query(asked, before, "", Subject(asked, self._rarity, before), question.today, piece)
            for plan, (asked, before, piece) in each_asked(question.text, [p.id for p in plans], read).items()
        }

    def _tells_where_to_register(self, plans: list[Plan]) -> bool:
        """Whether one of `plans` says itself how a household hands in that it wants to exit poverty."""
        return any(_HANDS_IN.search(self._evidence[plan.id].folded) for plan in plans)

    def _from_plan(self, plan: Plan, query: Query, drafted: Drafted | None = None) -> Answer:
        """The answer of one plan; `drafted` is what it says, where that is known already."""
        draft, ranked, refusal = drafted or self._drafting.draft(plan, query)
        draft = self._drafting.both_parts(plan, query, draft, ranked) or draft
        notices = (*standing_notices(plan, query.today), *self._in_force.notices(plan, query.day))
        if draft is None:
            silent = refused(self._drafting, plan, refusal or Refusal("not_in_plan"), query)
            return replace(silent, topic=remember(query.asked, plan.id, "", query.before))
        section = ranked[0].reading.passage.section if ranked else ""
        return draft.answer(
            plan.id,
            (*corrected_notices(plan, draft.citations), *draft.notices, *notices),
            remember(query.asked, plan.id, section, query.before),
            next_questions(query.asked, self._evidence[plan.id]),
        )


def _evidence_of(plan: Plan, known: Evidence | None, rest: Callable[[], None] | None, *, now: bool) -> Evidence:
    """The evidence of `plan`, from `known` if that is of the same text."""
    if known is not None and known.plan is plan:
        return known
    if known is not None and known.plan.passages is plan.passages:
        return known.of(plan).warm()
    return Evidence(plan, rest).warm() if now else Evidence(plan, rest)


def _without(words: list[Word], places: list[Place]) -> list[Word]:
    """The words of a question that are not the names of places, by their places in the folded text."""
    kept, at = [], 0
    for word in words:
        start, end = at, at + len(word.folded)
        at = end + 1
        if not any(p.start < end and start < p.end for p in places):
            kept.append(word)
    return kept or words
