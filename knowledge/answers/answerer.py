"""Questions in, cited answers out."""

from __future__ import annotations

from datetime import date

from knowledge.answers.composing import Draft, cite, from_list, from_passages
from knowledge.answers.evidence import Evidence
from knowledge.answers.intents import intent_of, is_pressed
from knowledge.answers.lists import find_list
from knowledge.answers.model import Answer, Intent, Question, Status
from knowledge.answers.notices import standing_notices
from knowledge.answers.refusal import Refusal, refuse
from knowledge.answers.sentences import say
from knowledge.answers.spans import Span
from knowledge.answers.subject import Rarity, Subject
from knowledge.answers.understanding import Understanding, understand
from knowledge.language.places import Gazetteer, Place
from knowledge.language.wording import Vocabulary, Word, folded_text, question_words
from knowledge.library import Library
from knowledge.plans.model import Plan


class Answerer:
    """Answers questions from a library of plans. It keeps no state between questions and may be shared by threads."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._evidence = {plan.id: Evidence(plan) for plan in library}
        self._rarity = Rarity(self._evidence.values())
        self._gazetteer = Gazetteer(library)
        self._vocabulary = Vocabulary(
            frozenset().union(*(e.vocabulary.words for e in self._evidence.values())),
            frozenset().union(*(e.vocabulary.pairs for e in self._evidence.values())),
        )

    def answer(self, question: Question) -> Answer:
        """The answer to `question`, always; it never raises for any text."""
        words = question_words(question.text, self._vocabulary)
        if not words:
            return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, say("refusal.not_understood"), say("refusal.example"))
        folded = folded_text(words)
        places = self._gazetteer.find(question.text, folded)
        asked = understand(question.text, _without(words, places), question.today)
        intent = intent_of(folded, asked.kinds)
        if is_pressed(folded):
            return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, say("small_talk.pressure"), say("small_talk.pressure_more"))
        if intent is not Intent.QUESTION:
            return self._talk(intent)
        plans, unknown = self._scope(question, places)
        if not plans:
            return self._no_place(unknown)
        if len(plans) == 1:
            return self._from_plan(plans[0], asked, question.today)
        return self._from_plan(plans[0], asked, question.today)

    def _scope(self, question: Question, places: list[Place]) -> tuple[list[Plan], str]:
        """The plans that a question is about, and the place without a plan that it names."""
        chosen = question.plan if question.plan in self.library else None
        own = f" {self._evidence[chosen].folded} " if chosen else ""
        named: dict[str, None] = {}
        unknown = ""
        for place in places:
            if chosen and (chosen in place.plans or f" {place.name.lower()} " in own):
                named[chosen] = None
            elif place.plans:
                named.update(dict.fromkeys(place.plans))
            else:
                unknown = place.name
        if chosen and (not places or chosen in named and len(named) == 1):
            return [self.library[chosen]], unknown
        if named:
            return [self.library[p] for p in named], unknown
        if unknown:
            return [], unknown
        return [self.library[chosen]] if chosen else list(self.library), ""

    def _from_plan(self, plan: Plan, asked: Understanding, today: date) -> Answer:
        evidence = self._evidence[plan.id]
        subject = Subject(asked, self._rarity)
        ranked = evidence.rank(asked)
        refusal = refuse(asked, subject, evidence, ranked, self._rarity)
        notices = tuple(standing_notices(plan, today))
        if refusal or not ranked:
            return self._refused(plan, refusal or Refusal("not_in_plan"), notices)
        found = find_list(asked, subject, evidence, ranked)
        draft: Draft = from_list(asked, subject, evidence, found, ranked) if found else from_passages(asked, subject, evidence, ranked)
        return Answer(
            Status.ANSWERED, Intent.QUESTION, draft.lead, draft.body, draft.excerpt, plan.id, draft.citations, notices, draft.computed
        )

    def _refused(self, plan: Plan, refusal: Refusal, notices: tuple[object, ...]) -> Answer:
        document = f"Kế hoạch {plan.profile.name}" if plan.profile else "Kế hoạch"
        lead = say(f"refusal.{refusal.sentence}", document=document, award=refusal.detail, target=refusal.detail)
        if refusal.sentence == "verdict":
            return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, lead, say("refusal.verdict_who"), plan=plan.id)
        body = say("refusal.ask_commune")
        citations = ()
        if refusal.pointer:
            passage = refusal.pointer.reading.passage
            citations = (cite(plan, Span(passage.section, passage.start, passage.end)),)
            body = say("refusal.refers_missing", target=refusal.detail)
        return Answer(Status.NOT_IN_PLAN, Intent.QUESTION, lead, body, plan=plan.id, citations=citations)

    def _no_place(self, place: str) -> Answer:
        plans = ", ".join(p.profile.name for p in self.library if p.profile)
        body = "\n".join((say("refusal.have_plans", plans=plans), say("refusal.ask_commune_there", place=place)))
        return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, say("refusal.no_place", place=place), body)

    def _talk(self, intent: Intent) -> Answer:
        plans = ", ".join(p.profile.name for p in self.library if p.profile)
        more = {Intent.GREETING: "greeting_example", Intent.HELP: "help_more", Intent.REGISTER: "register_more", Intent.REGISTER_HELP: "register_help_more"}
        body = say(f"small_talk.{more[intent]}", plans=plans) if intent in more else ""
        return Answer(Status.SMALL_TALK, intent, say(f"small_talk.{intent}"), body)


def _without(words: list[Word], places: list[Place]) -> list[Word]:
    """The words of a question that are not the names of places, by their places in the folded text."""
    kept, at = [], 0
    for word in words:
        start, end = at, at + len(word.folded)
        at = end + 1
        if not any(p.start < end and start < p.end for p in places):
            kept.append(word)
    return kept or words
