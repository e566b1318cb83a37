"""Duties with their time: which expressions of time are deadlines, and what they fix."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from knowledge.facts.dates import read_moments
from knowledge.facts.duties import has_verb, names_actor, names_office, read_duty
from knowledge.facts.judging import Judge
from knowledge.facts.model import Deadline, DeadlineType
from knowledge.facts.moments import Every, Moment, Relation, Unit, day_of
from knowledge.facts.period import Frame
from knowledge.facts.recurrence import monthly, quarterly, repeating, yearly
from knowledge.facts.sentences import Sentence
from knowledge.facts.words import pattern
from knowledge.plans.model import PassageKind, Plan

_UNDATED = pattern(r"(?<!\w)(?:định kỳ|đúng thời hạn|kịp thời|theo quy định)(?!\w)")
_CASE = pattern(r"(?<!\w)(?:nếu|trường hợp)(?!\w)")


@dataclass(frozen=True, slots=True)
class _Time:
    """What a deadline says of time, as the fields of `Deadline`."""

    type: DeadlineType
    date: date | None = None
    rule: str | None = None
    from_: str | None = None
    to: str | None = None
    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    within: int | None = None


def read_deadlines(plan: Plan, sentences: list[Sentence], frame: Frame) -> tuple[Deadline, ...]:
    """The duties of a plan with their time in the order of the text, those without a date kept as undated.

    No date that names a document, an anniversary, a condition on people or an effect is among them, and no year
    becomes a day.
    """
    found: list[Deadline] = []
    for sentence in sentences:
        found.extend(_of_sentence(plan, sentence, frame))
    return tuple(found)


def _of_sentence(plan: Plan, sentence: Sentence, frame: Frame) -> list[Deadline]:
    moments = read_moments(sentence.text)
    judge = Judge(sentence, frame, moments)
    found, after = [], 0
    for moment in moments:
        if judge.celebrated(moment):
            moment = _second_day(moment)  # noqa: PLW2901
        elif not judge.accepts(moment):
            continue
        time = _time(moment, moments, frame.at(sentence))
        if time is not None and moment.unit is Unit.YEARS and judge.is_finished_within(moment):
            time = replace(time, year=moment.to_year)
        if time is not None:
            found.append(_deadline(plan, sentence, moment, time, after))
            after = moment.end
    heading = frame.schedule.get(sentence.passage.section) if not any(d.dated for d in found) else None
    if heading is not None and sentence.passage.kind is not PassageKind.HEADING and sentence.first:
        time = _time(heading, [heading], frame)
        if time is not None and has_verb(sentence.text):
            return [_deadline(plan, sentence, replace(heading, start=0, end=0), time)]
    if not found and judge.open and _sends_some_time(sentence):
        return [_deadline(plan, sentence, Moment(0, 0, Unit.EVERY), _Time(DeadlineType.UNDATED))]
    return found


def _sends_some_time(sentence: Sentence) -> bool:
    """Whether something has to go to an office, without a day and whatever happens."""
    if sentence.passage.kind is PassageKind.PREAMBLE or _CASE.search(sentence.text):
        return False
    return names_office(sentence.text) and (_UNDATED.search(sentence.text) is not None or names_actor(sentence.text))


def _second_day(moment: Moment) -> Moment:
    """The day on which the jubilee of a window "(28/3/1935 - 28/3/2010)" falls."""
    assert moment.to is not None
    return replace(moment, unit=Unit.DAY, day=moment.to[0], month=moment.to[1], year=moment.to[2])


def _deadline(plan: Plan, sentence: Sentence, moment: Moment, time: _Time, after: int = 0) -> Deadline:
    duty = read_duty(plan, sentence, (moment.start, moment.end), after)
    return Deadline(
        plan.id, sentence.section, sentence.start, sentence.end, sentence.quote(plan),
        type=time.type, date=time.date, rule=time.rule, from_=time.from_, to=time.to, year=time.year,
        quarter=time.quarter, month=time.month, before=moment.relation is Relation.BEFORE,
        who=duty.who, what=duty.what, to_whom=duty.to_whom,
        moment=sentence.text[moment.start : moment.end] or None, within=time.within,
    )  # fmt: skip


def _time(moment: Moment, moments: list[Moment], frame: Frame) -> _Time | None:
    """What `moment` fixes; None where it fixes nothing (a day that does not exist)."""
    every = next((m.every for m in moments if m.unit is Unit.EVERY and m.every is not Every.PERIOD), None)
    match moment.unit:
        case Unit.DAY:
            return _day(moment, every is not None, frame)
        case Unit.WINDOW:
            return _window(moment, every is not None, frame)
        case Unit.MONTH_DAY:
            return _Time(DeadlineType.MONTHLY, rule=monthly(moment.day or 1, frame.last_year))
        case Unit.QUARTER_DAY:
            return _Time(DeadlineType.QUARTERLY, rule=quarterly(moment.day or 1, moment.month or 3, frame.last_year))
        case Unit.MONTH if every is not None or (moment.year is None and frame.standing):
            return _Time(DeadlineType.ANNUAL, rule=yearly(moment.month or 1, None, frame.last_year), month=moment.month)
        case Unit.MONTH:
            return _Time(DeadlineType.MONTH, year=moment.year or frame.only_year, month=moment.month)
        case Unit.QUARTER:
            year = moment.year or frame.only_year
            return _Time(DeadlineType.QUARTER, year=year, quarter=moment.quarter) if year else None
        case Unit.YEAR:
            return _Time(DeadlineType.YEAR, year=moment.year)
        case Unit.YEARS:
            # Work without the end of a plan is not dated by its years; what has to be finished within them is.
            return _Time(DeadlineType.WINDOW, from_=str(moment.year), to=str(moment.to_year))
        case Unit.TERM:
            return _Time(DeadlineType.UNDATED, within=moment.count)
        case Unit.EVERY:
            return _repeating(moment.every, frame)
    return None


def _day(moment: Moment, yearly_duty: bool, frame: Frame) -> _Time | None:
    if moment.year is not None:
        return _Time(DeadlineType.ONE_OFF, date=moment.on(moment.year))
    year = None if yearly_duty else frame.only_year
    if year is not None:
        day = moment.on(year)
        return _Time(DeadlineType.ONE_OFF, date=day) if day else None
    return _Time(DeadlineType.ANNUAL, rule=yearly(moment.month or 1, moment.day, frame.last_year))


def _window(moment: Moment, yearly_duty: bool, frame: Frame) -> _Time | None:
    assert moment.to is not None
    year = moment.year or moment.to[2] or (None if yearly_duty else frame.only_year)
    if year is None:
        rule = yearly(moment.month or 1, moment.day, frame.last_year)
        ends = f"{moment.to[1]:02d}-{moment.to[0]:02d}"
        return _Time(DeadlineType.WINDOW, rule=rule, from_=f"{moment.month:02d}-{moment.day:02d}", to=ends)
    first, last = moment.on(year), day_of(moment.to[0], moment.to[1], moment.to[2] or year)
    if first is None or last is None or last < first:
        return None
    return _Time(DeadlineType.WINDOW, from_=first.isoformat(), to=last.isoformat())


def _repeating(every: Every | None, frame: Frame) -> _Time:
    types = {
        Every.YEAR: DeadlineType.ANNUAL, Every.QUARTER: DeadlineType.QUARTERLY, Every.MONTH: DeadlineType.MONTHLY,
    }  # fmt: skip
    if every is None or every not in types:
        return _Time(DeadlineType.UNDATED, rule=repeating(every, frame.last_year) if every else None)
    return _Time(types[every], rule=repeating(every, frame.last_year))
