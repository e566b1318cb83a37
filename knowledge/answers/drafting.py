"""What each plan of a library says to a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.answers.award_forms import all_forms, outermost_form
from knowledge.answers.brackets import own_case_first
from knowledge.answers.composing import Draft, from_passages
from knowledge.answers.countdown import counted_days
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.lists import find_list
from knowledge.answers.metadata import about_document
from knowledge.answers.named_documents import about_named
from knowledge.answers.parts import LEAST_WORDS, completed, joined, parts_of, says_both
from knowledge.answers.query import Query
from knowledge.answers.rarity import Rarity
from knowledge.answers.receivers import due_at
from knowledge.answers.references import with_references
from knowledge.answers.refusals.lacking import lacking
from knowledge.answers.refusals.premises import names_other_document
from knowledge.answers.refusals.refusal import Refusal, refuse
from knowledge.answers.refusals.told import told_by
from knowledge.answers.refusals.unsaid import unsaid
from knowledge.answers.refusals.whereabouts import whereabouts_first
from knowledge.answers.scope import without_title
from knowledge.answers.slogans import slogan
from knowledge.answers.subject import Subject
from knowledge.answers.sums.asked import summed
from knowledge.answers.talking import continued, remember
from knowledge.answers.telling_lists import from_list
from knowledge.answers.thresholds import compared
from knowledge.answers.understanding import Understanding, understand
from knowledge.answers.value_first import value_first
from knowledge.language.wording import Word
from knowledge.library import Library
from knowledge.plans.model import Plan

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
UNCOUNTED = frozenset({"no_count", "no_money"})  # a sum may still be told of figures that the plan does have
NEAR_WHOLE = 3  # best passages of a whole question, among which the answer to its second part is looked for
SAYS_IT_WELL = 0.6  # how much of a question another plan must hold to be named beside a refusal
# What a plan says, the passages in which it was looked for, best first, and why it says nothing.
Drafted = tuple[Draft | None, list[Scored], Refusal | None]
MOST_PLANS_LOOKED_AT = 12  # a large library is not searched for somebody else's answer


class Drafting:
    """What the plans of one library say, each by itself; threads may share it."""

    def __init__(self, library: Library, evidence: Mapping[str, Evidence], rarity: Rarity) -> None:
        self.library = library
        self.evidence = evidence
        self.rarity = rarity

    def draft(self, plan: Plan, query: Query) -> Drafted:
        """What one plan says to the question, with the passages that it was looked for in; or why it says nothing."""
        evidence, asked, subject = self.evidence[plan.id], query.asked, query.subject
        own = without_title(asked.words, plan)
        if len(own) < len(asked.words):
            asked = replace(asked, words=tuple(own))
            subject = Subject(asked, self.rarity, query.before)
        content = subject.ordered(evidence.rank(asked, query.before, query.section))
        content = value_first(asked, subject, own_case_first(asked, due_at(asked, evidence, content)))
        ranked = with_references(asked, evidence, content)
        said = slogan(asked, subject, evidence) or outermost_form(asked, evidence)
        if said:
            return said, ranked, None
        refusal = refuse(asked, subject, evidence, ranked, self.rarity, query.today)
        if refusal:
            total = (
                summed(asked, subject, evidence, ranked, query.text, None) if refusal.sentence in UNCOUNTED else None
            )
            return total, ranked, None if total else refusal
        ranked = whereabouts_first(asked, subject, ranked)
        draft = about_document(asked, evidence, ranked, names_other_document(asked, evidence))
        draft = draft or about_named(asked, subject, evidence, ranked)
        of_document = draft is not None  # its number, its day, who signed: short questions say little, and it is that
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
            draft = summed(asked, subject, evidence, ranked, query.text, draft)
        lack = _lack(asked, subject, query.text, evidence, ranked, draft, sure=of_document) if draft else None
        return (None, ranked, lack) if lack else (draft, ranked, None)

    def both_parts(self, plan: Plan, query: Query, whole: Draft | None, ranked: Sequence[Scored]) -> Draft | None:
        """The answers to two questions in one; `whole` is the answer to the question as one, out of the best of the
        passages `ranked` for it: where that says both, it stands, with what its lines do not show.
        """
        cut = parts_of(query.text, query.asked.words)
        if cut is None or query.asked.asks("compare"):
            return None
        first = understand(query.text, list(cut[0]), query.today)
        second, before = continued(
            understand(query.text, list(cut[1]), query.today), remember(first, plan.id, "", query.before)
        )
        if not all(part.asks(*VALUES_ASKED) for part in (first, second)):
            return None
        if not Subject(second, self.rarity).words:
            if second.asks("days"):  # "..., tính từ hôm nay còn mấy ngày?"
                return self._days_to(plan, query, first)
            if len(cut[1]) < LEAST_WORDS:  # "..., năm nào?"
                return None
        found = [self._of_part(plan, query, *part) for part in ((first, query.before), (second, before))]
        drafts = [draft for draft, _ in found if draft]
        if len(drafts) < len(found):
            return None
        one, other = drafts
        if whole and ranked and says_both(ranked[0], [(first, found[0][1]), (second, found[1][1])]):
            return None
        if one.citations[0] == other.citations[0]:
            other = self._beside(plan, query, second, found[0][1], ranked) or other
        if one.citations[0] != other.citations[0]:
            return joined(one, other)
        return completed(whole, drafts) if whole and whole.citations[0] == one.citations[0] else None

    def _days_to(self, plan: Plan, query: Query, first: Understanding) -> Draft | None:
        """The days left to the day that answers the `first` of two questions; None where its passage names none."""
        draft, found = self._of_part(plan, query, first, query.before)
        if draft is None or not draft.citations:
            return None
        at = draft.citations[0].start
        quoted = [s for s in found if s.reading.passage.start <= at < s.reading.passage.end]
        today = query.asked.day or query.today
        return counted_days(query.asked, query.subject, self.evidence[plan.id], quoted, today)

    def _beside(
        self, plan: Plan, query: Query, second: Understanding, first: Sequence[Scored], ranked: Sequence[Scored]
    ) -> Draft | None:
        """What the second question finds by its own words alone ("..., còn làm bể thì mấy?"), if that is another
        passage near the top of the whole question; else None.
        """
        own = Subject(second, self.rarity)
        if not own.words:
            return None
        draft, found, _ = self.draft(plan, replace(query, asked=second, before=(), subject=own))
        if draft is None or not found or found[0].reading is first[0].reading:
            return None
        near = any(s.reading is found[0].reading for s in ranked[1:NEAR_WHOLE])
        return draft if near and own.coverage(found[0].reading) > own.coverage(first[0].reading) else None

    def _of_part(
        self, plan: Plan, query: Query, asked: Understanding, before: tuple[Word, ...]
    ) -> tuple[Draft | None, list[Scored]]:
        """The answer to one of two questions; `before` counts for its subject where it has hardly a word of its own."""
        own = Subject(asked, self.rarity)
        subject = own if len(own.words) > 1 else Subject(asked, self.rarity, before)
        return self.draft(plan, replace(query, asked=asked, before=before, subject=subject))[:2]

    def plans_that_say(self, silent: Plan, query: Query) -> list[Plan]:
        """Other plans that answer the question well, the best first, at most two."""
        found = []
        for plan in self.library if len(self.library) <= MOST_PLANS_LOOKED_AT else ():
            if plan.id == silent.id or not self._may_say_well(plan, query):
                continue
            draft, ranked, _ = self.draft(plan, query)
            coverage = max((query.subject.coverage(s.reading) for s in ranked[:3]), default=0.0) if draft else 0.0
            if coverage >= SAYS_IT_WELL:
                found.append((coverage, plan))
        return [plan for _, plan in sorted(found, key=lambda f: -f[0])[:2]]

    def _may_say_well(self, plan: Plan, query: Query) -> bool:
        """Whether any passage of `plan` holds enough of the question, which is looked at before anything is drafted."""
        readings = self.evidence[plan.id].readings
        return max(map(query.subject.coverage, readings), default=0.0) >= SAYS_IT_WELL


def _lack(
    asked: Understanding,
    subject: Subject,
    text: str,
    evidence: Evidence,
    ranked: Sequence[Scored],
    draft: Draft,
    *,
    sure: bool,
) -> Refusal | None:
    """What `draft` lacks of the question `text`, or that it leaves too much of it unsaid; None where it answers.

    How much is left unsaid is not looked at where the answer is `sure` to be of the sort that is asked for.
    """
    if not draft.citations:
        return None
    told = told_by(evidence, draft)
    lack = lacking(asked, subject, text, evidence, told)
    sure = sure or asked.turns_to or asked.asks("contact", "consequence", "forms")
    if lack is None and not sure and unsaid(asked, subject, evidence, told, ranked).is_too_much:
        return Refusal("unsure", nearest=draft)
    return lack
