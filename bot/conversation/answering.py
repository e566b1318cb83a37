"""A question goes to the knowledge; its answer becomes a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby

import structlog

from bot.conversation.confirmed_days import days_to_followed, with_confirmed
from bot.conversation.places import place_choice, place_name
from bot.conversation.quoting import quotes_of
from bot.conversation.reading import cited_text
from bot.conversation.turn import Step, Turn
from bot.conversation.words import mask_numbers
from bot.message import Action, Choice, Message, Quote
from bot.pages import clip
from bot.store.records import GivenAnswer
from bot.texts import LONGEST_LABEL, MOST_CHOICES
from knowledge.answers.first_line import whole_items
from knowledge.answers.model import Answer, Intent, NoticeKind, Question, Status
from knowledge.answers.sentences import say

QUOTED_IN_ALL = 2400  # characters of quotes in one message, so that it stays one message on every channel
SUGGESTIONS_SHOWN = 3
LIST_SHOWN = 460  # characters of the items of a list, twelve lines of a small phone; the rest is a tap away
SHORTEST_ITEM = 60  # ... of one of them

_ITEM_NUMBER = re.compile(r"^\d+\. ")


log = structlog.get_logger()

PERSONAL = (Intent.REGISTER, Intent.MY_DATA)


def ask(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Answer `question`, in `plan` if it is given; `keep` makes that plan the chosen one."""
    plan = args.get("plan") or None
    if plan is not None and plan not in turn.desk.library:
        plan = None
    kept = bool(plan and args.get("keep") and turn.private and turn.chat.plan != plan)
    if kept:
        turn.change(plan=plan)
    question = args["question"]
    if turn.private and not plan and (said := days_to_followed(turn, question)):
        return [said]
    answer = answered(turn, question, plan)
    log.info("answer", outcome=answer.status.value)
    pressed = is_pressure(answer)
    if turn.event.group and (pressed or answer.intent in PERSONAL):
        return [private_only(turn)]
    if pressed:
        return [reassured(turn, answer)]
    if answer.intent is Intent.QUESTION:
        turn.change(topic=dict(answer.topic), topic_at=turn.now)
    message = said_once(with_confirmed(turn, question, answer, answer_message(turn, question, answer)))
    if kept and plan:
        place = place_name(turn.desk.library[plan], turn.desk.library, turn.desk.texts)
        message = replace(message, lines=message.lines + turn.say("place_from_answer", place=place).lines)
    return [message]


def said_once(message: Message) -> Message:
    """`message`, without the caution that the plan is over where its first line says so."""
    first, _, rest = message.cautions[0].partition(". ") if message.cautions else ("", "", "")
    if not first or not message.lead.startswith(first.partition(",")[0]):
        return message
    return replace(message, cautions=(*((rest,) if rest else ()), *message.cautions[1:]))


def is_pressure(answer: Answer) -> bool:
    """Whether the person told of being forced to register, or of danger to their life: nothing of it is kept."""
    return answer.lead in (say("small_talk.pressure"), say("small_talk.danger"))


def reassured(turn: Turn, answer: Answer) -> Message:
    """The answer to pressure: nothing of it is kept, nobody is told, and the way out is one tap."""
    if answer.lead == say("small_talk.danger"):
        number = turn.desk.emergency
        call = (turn.line("contact_lines.emergency", contact=number),) if number else ()
        lines = (*call, *answer.body.splitlines(), *turn.say("pressed").lines)
        return Message(answer.lead, lines, choices=(turn.choice("whom_to_see", "contact"),))
    sent = any(not pledge.is_over for pledge in turn.desk.store.pledges.sent_by(turn.event.person))
    begun = bool(turn.desk.store.pledges.drafts(turn.event.person))
    choices = [turn.choice("withdraw", "own_withdraw_mine")] if sent else []
    if begun or not sent:
        choices.append(turn.choice("not_register", "pledge_refuse"))
    choices.append(turn.choice("whom_to_see", "contact"))
    if len(choices) < 3:
        choices.append(turn.choice("ask_other", "ask_now"))
    said = turn.say("pressed")
    lines = (*answer.body.splitlines(), *said.lines)
    return Message(answer.lead, lines, quotes=quotes_of(turn.desk.texts, answer, QUOTED_IN_ALL), choices=tuple(choices))


def show_contact(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Whom to see who is not the village head."""
    contact = turn.desk.help_contact
    said = turn.say("contact", contact=contact) if contact else turn.say("contact_commune")
    return [replace(said, choices=(turn.choice("ask_other", "ask_now"),))]


def answered(turn: Turn, question: str, plan: str | None) -> Answer:
    """What the knowledge says to `question` here and now."""
    return turn.desk.answers.answer(question_of(turn, question, plan))


def question_of(turn: Turn, question: str, plan: str | None) -> Question:
    """`question` as it is asked here and now."""
    return Question(question, turn.now.date(), plan or turn.plan, turn.topic)


def ask_both(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The answers of two plans side by side, each under its place, never added up."""
    lines: list[str] = []
    quotes: list[Quote] = []
    cautions: dict[str, None] = {}
    choices: list[Choice] = []
    for plan in args["plans"].split(","):
        if plan not in turn.desk.library:
            continue
        answer = answered(turn, args["question"], plan)
        log.info("answer", outcome=answer.status.value)
        name = place_name(turn.desk.library[plan], turn.desk.library, turn.desk.texts)
        lines.append(f"{name}: {answer.lead}")
        quotes.extend(quotes_of(turn.desk.texts, replace(answer, body=""), QUOTED_IN_ALL // 2))
        cautions |= dict.fromkeys(n.text for n in answer.notices if n.kind is not NoticeKind.RENAMED_PLACE)
        choices.extend(section_choices(turn, answer, several=True))
    said = turn.say("both_places")
    return [Message(said.lead, tuple(lines), tuple(cautions), tuple(quotes), choices=tuple(choices) or doors(turn))]


def answer_message(turn: Turn, question: str, answer: Answer) -> Message:
    """`answer` as a message: the line, cautions, quotes with their source, and what can be done next."""
    if answer.status is Status.WHICH_PLAN:
        choices = plan_choices(turn, question, answer)
    else:
        choices = next_choices(turn, question, answer)
    return Message(
        lead=answer.lead,
        lines=shown_lines(answer),
        cautions=tuple(notice.text.removeprefix("⚠️").strip() for notice in answer.notices),
        quotes=quotes_of(turn.desk.texts, answer, QUOTED_IN_ALL),
        choices=choices,
    )


def shown_lines(answer: Answer) -> tuple[str, ...]:
    """The lines under the first one; the items of a long list are cut, each where a clause ends."""
    lines = [line for line in answer.body.splitlines() if line.strip()]
    items = [line for line in lines if _ITEM_NUMBER.match(line)]
    room = max(LIST_SHOWN // max(len(items), 1), SHORTEST_ITEM)
    return tuple(whole_items(line, room) if line in items else line for line in lines)


def plan_choices(turn: Turn, question: str, answer: Answer) -> tuple[Choice, ...]:
    """A button for each plan that the question may be about; for two, one for both."""
    plans = [turn.desk.library[p] for p in answer.plans if p in turn.desk.library]
    question = mask_numbers(question)
    choices = [
        place_choice(turn, plan, Action("ask", {"question": question, "plan": plan.id, "keep": "1"}))
        for plan in plans[:MOST_CHOICES]
    ]
    if len(plans) == 2:
        choices.append(turn.choice("both", "both", question=question, plans=",".join(p.id for p in plans)))
    return tuple(choices)


def next_choices(turn: Turn, question: str, answer: Answer) -> tuple[Choice, ...]:
    """What can be done after an answer: read on, ask on, say whether it was right. A refusal always has a door."""
    choices = list(section_choices(turn, answer, several=len({c.plan for c in answer.citations}) > 1))
    for suggestion in answer.suggestions[:SUGGESTIONS_SHOWN]:
        args = {"question": suggestion.question} | ({"plan": suggestion.plan} if suggestion.plan else {})
        choices.append(Choice(clip(suggestion.label, LONGEST_LABEL), Action("ask", args)))
    if answer.plan and len(choices) == 1 and any(n.kind is NoticeKind.EXPIRED for n in answer.notices):
        choices.append(turn.choice("why", "why", plan=answer.plan))
    if not choices:
        choices.extend(doors(turn))
    if turn.private and answer.status in (Status.ANSWERED, Status.NOT_IN_PLAN):
        given = save_answer(turn, question, answer)
        choices.append(turn.choice("good", "opinion", answer=given, good="1"))
        choices.append(turn.choice("bad", "opinion", answer=given, good=""))
    return tuple(choices[:MOST_CHOICES])


def section_choices(turn: Turn, answer: Answer, *, several: bool) -> tuple[Choice, ...]:
    """A button to the section of the first citation of each plan."""
    choices = []
    for plan_id, cited in groupby(sorted(answer.citations, key=lambda c: c.plan), key=lambda c: c.plan):
        if plan_id not in turn.desk.library:
            continue
        plan, citation = turn.desk.library[plan_id], next(cited)
        saved, page = cited_text(turn, plan, citation.section, citation.start)
        args = {"key": saved.key} | ({"page": str(page)} if page else {})
        choice = turn.choice("whole_section", "text", **args)
        if several and citation.section in plan.by_path:
            name = plan.profile.name if plan.profile else plan.id
            label = turn.desk.texts.line("label_patterns.section_of", path=citation.section, place=name)
            choice = replace(choice, label=clip(label, LONGEST_LABEL))
        choices.append(choice)
    return tuple(choices[:SUGGESTIONS_SHOWN])


def doors(turn: Turn) -> tuple[Choice, ...]:
    """Where to go on when an answer leads nowhere."""
    return (turn.choice("choose_place", "places"), turn.choice("help", "help"))


def save_answer(turn: Turn, question: str, answer: Answer) -> str:
    """Keep the answer so that the person can say whether it was right; its id."""
    sections = tuple(f"{c.plan} {c.section}" for c in answer.citations)
    given = GivenAnswer(
        turn.desk.ids(10), turn.now, mask_numbers(question)[:300], answer.status, answer.plan, answer.lead, sections
    )
    turn.desk.store.save_answer(given)
    return given.id


def keep_opinion(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The person has said whether the answer was right."""
    good = bool(args["good"])
    if not turn.desk.store.save_opinion(args["answer"], good, turn.now):
        return [replace(turn.say("feedback_old"), choices=doors(turn))]
    if good:
        return [turn.say("feedback_good")]
    return [replace(turn.say("feedback_bad"), choices=doors(turn))]


def private_only(turn: Turn) -> Message:
    """A personal matter in a group: not here. Nothing of it is repeated."""
    return replace(turn.say("private_only"), choices=(replace(turn.choice("private", "none"), private=True),))


STEPS: Mapping[str, Step] = {"ask": ask, "both": ask_both, "opinion": keep_opinion, "contact": show_contact}
