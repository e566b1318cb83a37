"""Questions in, cited answers out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from knowledge.answers.award_forms import all_forms
from knowledge.answers.comparing import Side, side_by_side
from knowledge.answers.composing import Draft, cite, from_list, from_passages
from knowledge.answers.countdown import counted_days
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.figures import only_supported
from knowledge.answers.intents import intent_of, is_in_danger, is_pressed
from knowledge.answers.lists import find_list
from knowledge.answers.metadata import about_document
from knowledge.answers.model import Answer, Citation, Intent, Notice, NoticeKind, Question, Status
from knowledge.answers.notices import corrected_notices, standing_notices
from knowledge.answers.parts import joined, parts_of
from knowledge.answers.premises import names_other_document
from knowledge.answers.pressure import comfort, reassure
from knowledge.answers.references import with_references
from knowledge.answers.refusal import Refusal, refuse
from knowledge.answers.scope import Scope, without_title
from knowledge.answers.sentences import say
from knowledge.answers.spans import Span
from knowledge.answers.subject import Rarity, Subject
from knowledge.answers.succession import InForce
from knowledge.answers.suggestions import elsewhere, next_questions
from knowledge.answers.sums import summed
from knowledge.answers.talking import asks_nothing, begins_anew, continued, goes_on, remember
from knowledge.answers.thresholds import compared
from knowledge.answers.understanding import Understanding, focus_of, understand
from knowledge.language.places import Place
from knowledge.language.wording import Vocabulary, Word, folded_text, question_words
from knowledge.library import Library
from knowledge.plans.model import Plan

# Refusals beside which other plans may be named, and how much of the question those must hold.
VALUES_ASKED = (
    "date",
    "days",
    "count",
    "money",
    "percent",
    "who",
    "criteria",
    "dossier",
    "forms",
    "document",
    "signer",
)
FOUND_ELSEWHERE = frozenset({"not_in_plan", "no_date", "no_count", "no_percent", "no_award"})
SAYS_IT_WELL = 0.6
UNDERSTOOD = 16  # questions that are not understood anew when more is asked about them
MOST_PLANS_LOOKED_AT = 12  # a large library is not searched for somebody else's answer
CLEARLY_BETTER = 0.2  # more coverage than the next plan: then nobody needs to be asked which plan is meant
_HANDS_IN = re.compile(r"(?<!\S)(?:viet|nop|lam) don(?!\S)|(?<!\S)don (?:tu nguyen )?dang ky thoat ngheo")


@dataclass(frozen=True)
class _Query:
    """A question on its way: understood, with what it takes from the one before."""

    asked: Understanding
    before: tuple[Word, ...]
    section: str
    subject: Subject
    today: date
    text: str

    @property
    def day(self) -> date:
        """The day that is asked about: the end of a year before this one that the question names, else today."""
        years = [year for year in self.asked.years if year < self.today.year]
        return date(max(years), 12, 31) if years else self.today


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
        *_, asked = self._understood(question.text, question.today)
        return goes_on(asked, {"words": question.text})

    def _understand(self, text: str, today: date) -> tuple[list[Word], list[Place], tuple[Word, ...], Understanding]:
        """The words of a question, the places named, the story told before the asking part, and what that asks."""
        words = question_words(text, self._vocabulary)
        places = self._scope.places(text, folded_text(words))
        content = _without(words, self._scope.own_names(places))
        focus = focus_of(content, text)
        asked = understand(text, content[focus:], today)
        return words, places, tuple(content[:focus]), replace(asked, local=self._scope.is_local(places))

    def _answer(self, question: Question) -> Answer:
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
            return self._talk(intent)
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
            return self._no_place(unknown)
        query = _Query(
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
            return self._from_several(plans, query, named)
        for newer in self._in_force.amending(plans[0], query.day):
            if self._draft(newer, query)[0] is not None:
                return self._from_plan(newer, query)
        answer = self._from_plan(plans[0], query)
        if wide is None or answer.status is not Status.NOT_IN_PLAN or answer.suggestions:
            return answer
        everywhere = self._in_force.chosen(self._scope.plans(wide, places)[0], query.day)
        return self._from_several(everywhere, query, named=False)

    def _tells_where_to_register(self, plans: list[Plan]) -> bool:
        """Whether one of `plans` says itself how a household hands in that it wants to exit poverty."""
        return any(_HANDS_IN.search(self._evidence[plan.id].folded) for plan in plans)

    def _from_plan(self, plan: Plan, query: _Query) -> Answer:
        draft, ranked, refusal = self._draft(plan, query)
        draft = self._both_parts(plan, query) or draft
        notices = (*standing_notices(plan, query.today), *self._in_force.notices(plan, query.day))
        if draft is None:
            refused = self._refused(plan, refusal or Refusal("not_in_plan"), query)
            return replace(refused, topic=remember(query.asked, plan.id, "", query.before))
        section = ranked[0].reading.passage.section if ranked else ""
        return Answer(
            Status.ANSWERED,
            Intent.QUESTION,
            draft.lead,
            draft.body,
            draft.excerpt,
            plan.id,
            draft.citations,
            (*corrected_notices(plan, draft.citations), *draft.notices, *notices),
            draft.computed,
            topic=remember(query.asked, plan.id, section, query.before),
            suggestions=next_questions(query.asked, self._evidence[plan.id]),
        )

    def _draft(self, plan: Plan, query: _Query) -> tuple[Draft | None, list[Scored], Refusal | None]:
        """What one plan says to the question, with the passages that it was looked for in; or why it says nothing."""
        evidence, asked, subject = self._evidence[plan.id], query.asked, query.subject
        own = without_title(asked.words, plan)
        if len(own) < len(asked.words):
            asked = replace(asked, words=tuple(own))
            subject = Subject(asked, self._rarity, query.before)
        content = subject.ordered(evidence.rank(asked, query.before, query.section))
        ranked = with_references(asked, evidence, content)
        refusal = refuse(asked, subject, evidence, ranked, self._rarity, query.today)
        if refusal:
            return None, ranked, refusal
        draft = about_document(asked, evidence, ranked, names_other_document(asked, evidence))
        if draft is None and not ranked:
            return None, ranked, None
        if draft is None and asked.asks("days"):
            draft = counted_days(asked, subject, evidence, ranked, asked.day or query.today)
        if draft is None:
            found = find_list(asked, subject, evidence, ranked)
            draft = (
                from_list(asked, subject, evidence, found, ranked)
                if found
                else all_forms(asked, subject, evidence) or from_passages(asked, subject, evidence, ranked)
            )
            draft = compared(asked, subject, ranked, query.text, draft)
            draft = summed(asked, evidence, ranked, query.text, draft)
        return draft, ranked, None

    def _both_parts(self, plan: Plan, query: _Query) -> Draft | None:
        """The answers to two questions in one, where the plan says them in two places."""
        cut = parts_of(query.text, query.asked.words)
        if cut is None or query.asked.asks("compare"):
            return None
        first = understand(query.text, list(cut[0]), query.today)
        second, before = continued(
            understand(query.text, list(cut[1]), query.today), remember(first, plan.id, "", query.before)
        )
        if not all(part.asks(*VALUES_ASKED) for part in (first, second)):
            return None
        drafts = [self._of_part(plan, query, *part) for part in ((first, query.before), (second, before))]
        if drafts[0] is None or drafts[1] is None or drafts[0].citations[0] == drafts[1].citations[0]:
            return None
        return joined(drafts[0], drafts[1])

    def _of_part(self, plan: Plan, query: _Query, asked: Understanding, before: tuple[Word, ...]) -> Draft | None:
        """The answer to one of two questions; `before` counts for its subject where it has hardly a word of its own."""
        own = Subject(asked, self._rarity)
        subject = own if len(own.words) > 1 else Subject(asked, self._rarity, before)
        return self._draft(plan, replace(query, asked=asked, before=before, subject=subject))[0]

    def _from_several(self, plans: list[Plan], query: _Query, named: bool) -> Answer:
        """An answer over several plans: side by side when that is asked, the only one that says it, or which plan is
        meant.
        """
        sides = []
        absent = {
            p.id: sum(query.subject.is_set(t) for t in query.subject.absent_from(self._evidence[p.id], self._rarity))
            for p in plans
        }
        for plan in plans:
            draft, ranked, _ = self._draft(plan, query)
            if not named and not query.asked.asks("compare") and absent[plan.id] > min(absent.values()):
                draft = None
            coverage = max((query.subject.coverage(s.reading) for s in ranked[:3]), default=0.0)
            sides.append(Side(plan, self._evidence[plan.id], ranked, draft, coverage if draft else 0.0))
        speaking = sorted((s for s in sides if s.draft), key=lambda s: -s.coverage)
        if not speaking:
            return Answer(Status.NOT_IN_PLAN, Intent.QUESTION, say("refusal.none_says"), say("refusal.ask_commune"))
        if named or query.asked.asks("compare"):
            draft = side_by_side(query.asked, query.subject, sides, named)
            if draft:
                kept = _notices_of(
                    [s.plan for s in sides if s.plan.id in {c.plan for c in draft.citations}], query.today
                )
                return Answer(
                    Status.ANSWERED,
                    Intent.QUESTION,
                    draft.lead,
                    draft.body,
                    draft.excerpt,
                    None,
                    draft.citations,
                    kept,
                    draft.computed,
                    topic=remember(query.asked, None, "", query.before),
                )
        if len(speaking) == 1 or speaking[0].coverage - speaking[1].coverage >= CLEARLY_BETTER:
            answer = self._from_plan(speaking[0].plan, query)
            return (
                replace(answer, lead=f"{_name(speaking[0].plan)}: {answer.lead}")
                if not answer.lead.startswith(_name(speaking[0].plan))
                else answer
            )
        return Answer(
            Status.WHICH_PLAN,
            Intent.QUESTION,
            say("which.lead"),
            plans=tuple(s.plan.id for s in speaking),
            topic=remember(query.asked, None, "", query.before),
        )

    def _refused(self, plan: Plan, refusal: Refusal, query: _Query) -> Answer:
        document = _spoken(plan)
        lead = say(f"refusal.{refusal.sentence}", document=document, award=refusal.detail, target=refusal.detail)
        if refusal.sentence == "verdict":
            return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, lead, say("refusal.verdict_who"), plan=plan.id)
        body = say("refusal.ask_commune")
        citations: tuple[Citation, ...] = ()
        if refusal.pointer:
            passage = refusal.pointer.reading.passage
            citations = (cite(plan, Span(passage.section, passage.start, passage.end)),)
            body = say("refusal.refers_missing", target=refusal.detail)
        others = self._plans_that_say(plan, query) if refusal.sentence in FOUND_ELSEWHERE else []
        if others:
            places = " và ".join(_name(p) for p in others)
            body = "\n".join((say("refusal.elsewhere", places=places), body))
        return Answer(
            Status.NOT_IN_PLAN,
            Intent.QUESTION,
            lead,
            body,
            plan=plan.id,
            citations=citations,
            suggestions=elsewhere(query.text, others),
        )

    def _plans_that_say(self, silent: Plan, query: _Query) -> list[Plan]:
        """Other plans that answer the question well, the best first, at most two."""
        found = []
        for plan in self.library if len(self.library) <= MOST_PLANS_LOOKED_AT else ():
            if plan.id == silent.id:
                continue
            draft, ranked, _ = self._draft(plan, query)
            coverage = max((query.subject.coverage(s.reading) for s in ranked[:3]), default=0.0) if draft else 0.0
            if coverage >= SAYS_IT_WELL:
                found.append((coverage, plan))
        return [plan for _, plan in sorted(found, key=lambda f: -f[0])[:2]]

    def _no_place(self, place: str) -> Answer:
        plans = ", ".join(p.profile.name for p in self.library if p.profile)
        body = "\n".join((say("refusal.have_plans", plans=plans), say("refusal.ask_commune_there", place=place)))
        return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, say("refusal.no_place", place=place), body)

    def _talk(self, intent: Intent) -> Answer:
        plans = ", ".join(p.profile.name for p in self.library if p.profile)
        more = {
            Intent.GREETING: "greeting_example",
            Intent.HELP: "help_more",
            Intent.REGISTER: "register_more",
            Intent.REGISTER_HELP: "register_help_more",
        }
        body = say(f"small_talk.{more[intent]}", plans=plans) if intent in more else ""
        return Answer(Status.SMALL_TALK, intent, say(f"small_talk.{intent}"), body)


def _notices_of(plans: list[Plan], today: date) -> tuple[Notice, ...]:
    """One notice of each kind for all of `plans`; their new names would not tell whose they are."""
    found = {n.kind: n for plan in plans for n in standing_notices(plan, today)}
    return tuple(n for n in found.values() if n.kind is not NoticeKind.RENAMED_PLACE)


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


def _name(plan: Plan) -> str:
    return plan.profile.name if plan.profile else plan.id


def _spoken(plan: Plan) -> str:
    """How a refusal calls the plan: by its place where it has one."""
    name = plan.profile.name if plan.profile else ""
    if name and not any(c.isdigit() for c in name):
        return f"Kế hoạch {name}"
    return f"{plan.metadata.kind or 'Văn bản'} này"
