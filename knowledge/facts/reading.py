"""All facts of one plan."""

from __future__ import annotations

from datetime import date

from knowledge.facts.awards import read_award_forms
from knowledge.facts.criteria import read_criteria
from knowledge.facts.deadlines import read_deadlines
from knowledge.facts.dossiers import read_dossier
from knowledge.facts.model import Facts
from knowledge.facts.period import read_frame
from knowledge.facts.quotas import read_quotas
from knowledge.facts.references import read_references
from knowledge.facts.sentences import read_sentences
from knowledge.facts.targets import read_targets
from knowledge.plans.model import Plan


def read_facts(plan: Plan) -> Facts:
    """The facts of `plan`, each with a verbatim slice of its source. Pure; the same plan gives the same facts."""
    sentences = read_sentences(plan)
    references = read_references(plan, sentences)
    frame = read_frame(plan, sentences, references)
    quotas = read_quotas(plan, sentences)
    return Facts(
        plan=plan.id,
        since=frame.since if frame.since > date.min else None,
        deadlines=read_deadlines(plan, sentences, frame),
        quotas=quotas,
        targets=read_targets(plan, sentences, quotas),
        criteria=read_criteria(plan),
        award_forms=read_award_forms(plan),
        dossier=read_dossier(plan),
        references=references,
    )
