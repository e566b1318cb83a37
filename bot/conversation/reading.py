"""Reading a plan: its outline by buttons, a section page by page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.places import cautions, place_name, plan_gone, profile
from bot.conversation.turn import Step, Turn
from bot.message import Action, Choice, Message
from bot.pages import clip, split_text
from bot.store.records import SavedText
from knowledge.answers.first_line import calm
from knowledge.plans.model import Plan, Section
from knowledge.text import one_line

SECTIONS_SHOWN = 6  # and three buttons to go on, up and back: nine in all
TITLE_SHOWN = 80  # characters of a section's title in a list

# A line that goes on in small letters after one without an end: the page ended in the middle of a sentence.
_EMPTY_LINES = re.compile(r"\n[ \t]*(?=\n)")
_BROKEN_SENTENCE = re.compile(r"(?<![.;:!?\s])\s*\n\s*(?=[a-zà-ỹđ](?![).]))")

OPENING = ("header", "preamble")
ENDING = ("closing", "recipients", "signature")


def show_outline(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The sections below `path` of a plan (at the top: all, and what stands before and behind them)."""
    plan = turn.desk.library.readable(args["plan"])
    if plan is None:
        return plan_gone(turn)
    path, start = args.get("path", ""), int(args.get("start", "0"))
    entries = outline_entries(turn, plan, path)
    shown = entries[start : start + SECTIONS_SHOWN]
    lines = tuple(
        turn.desk.texts.line("label_patterns.list_item", count=i, title=title) for i, (title, _) in enumerate(shown, 1)
    )
    choices = [choice for _, choice in shown]
    if len(entries) > start + SECTIONS_SHOWN:
        choices.append(turn.choice("next_page", "outline", plan=plan.id, path=path, start=str(start + SECTIONS_SHOWN)))
    if path:
        section = plan.by_path[path]
        choices.append(turn.choice("read_whole", "section", plan=plan.id, path=path))
        choices.append(turn.choice("back", "outline", plan=plan.id, path=section.parent or ""))
        said = turn.say("outline_section", path=path, title=short_title(section))
        return [replace(said, lines=lines, choices=tuple(choices), replaces=True)]
    choices.append(turn.choice("back", "show_place", plan=plan.id))
    said = turn.say("outline", place=place_name(plan, turn.desk.library, turn.desk.texts))
    return [replace(said, lines=lines, choices=tuple(choices), cautions=cautions(turn, plan), replaces=True)]


def outline_entries(turn: Turn, plan: Plan, path: str) -> list[tuple[str, Choice]]:
    """Title and button of each section right below `path`."""
    texts = turn.desk.texts
    entries = []
    for section in plan.sections:
        if (section.parent or "") == path:
            label = texts.line("label_patterns.section", path=section.path)
            action = Action("open", {"plan": plan.id, "path": section.path})
            entries.append((f"{section.path}. {short_title(section)}", Choice(label, action)))
    if not path:
        for name, kinds in (("opening", OPENING), ("ending", ENDING)):
            if any(p.section in kinds for p in plan.passages):
                title = texts.line(f"parts.{name}")
                entry = (title, Choice(title, Action("part", {"plan": plan.id, "part": name})))
                entries.insert(0 if name == "opening" else len(entries), entry)
    return entries


def open_section(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The sections below this one, or its text if there are none."""
    plan = turn.desk.library.readable(args["plan"])
    if plan is not None and any(s.parent == args["path"] for s in plan.sections):
        return show_outline(turn, args)
    return show_section(turn, args)


def show_section(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The text of a section, from its first page."""
    plan = turn.desk.library.readable(args["plan"])
    if plan is None or args["path"] not in plan.by_path:
        return plan_gone(turn)
    saved = save_section(turn, plan, plan.by_path[args["path"]])
    return show_text(turn, {"key": saved.key, "up": plan.by_path[args["path"]].parent or ""})


def show_part(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """What stands before or behind the sections of a plan."""
    plan = turn.desk.library.readable(args["plan"])
    if plan is None:
        return plan_gone(turn)
    kinds = OPENING if args["part"] == "opening" else ENDING
    title = turn.desk.texts.line(f"parts.{args['part']}")
    return show_text(turn, {"key": save_part(turn, plan, kinds, title).key, "up": ""})


def cited_text(turn: Turn, plan: Plan, section: str, place: int) -> tuple[SavedText, int]:
    """What "Xem cả mục" opens for a citation: the whole section around it, and the page where the citation stands."""
    if section in plan.by_path:
        found = plan.by_path[section]
        saved = save_section(turn, plan, found)
        return saved, page_of(saved.text, len(shown(plan.source[found.start : place]).lstrip()))
    kinds = OPENING if section in OPENING else ENDING if section in ENDING else (section,)
    title = turn.desk.texts.line("parts.opening" if section in OPENING else "parts.ending")
    return save_part(turn, plan, kinds, title), 0


def show_text(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """One page of a kept text."""
    saved = turn.desk.store.text(args["key"])
    if saved is None:
        return plan_gone(turn)
    pages = split_text(saved.text)
    page = min(int(args.get("page", "0")), len(pages) - 1)
    choices = []
    if page:
        choices.append(turn.choice("previous_page", "text", **dict(args) | {"page": str(page - 1), "turned": "1"}))
    if page + 1 < len(pages):
        choices.append(turn.choice("next_page", "text", **dict(args) | {"page": str(page + 1), "turned": "1"}))
    if turn.desk.library.readable(saved.plan):
        if "up" in args:
            choices.append(turn.choice("back", "outline", plan=saved.plan, path=args["up"]))
        else:
            choices.append(turn.choice("outline", "outline", plan=saved.plan))
    source = saved.source
    if len(pages) > 1:
        source = f"{source}. {turn.desk.texts.line('source.page', page=page + 1, pages=len(pages))}"
    # A section opens under the answer that cites it; turning pages and browsing happen in place.
    turned = "turned" in args or "up" in args
    return [Message(lead=saved.title, page=pages[page], source=source, choices=tuple(choices), replaces=turned)]


def save_section(turn: Turn, plan: Plan, section: Section) -> SavedText:
    """Keep the text of a section as it stands now; a title that is a whole paragraph is read in the text alone."""
    titled = len(one_line(section.title)) <= TITLE_SHOWN
    said = turn.say("section", path=section.path, title=short_title(section)) if titled else None
    title = (said or turn.say("section_alone", path=section.path)).lead
    source = turn.desk.texts.line("source.section", document=profile(plan).document, path=section.path)
    return save(turn, plan, title, source, plan.source[section.start : section.end])


def save_part(turn: Turn, plan: Plan, kinds: tuple[str, ...], title: str) -> SavedText:
    """Keep the passages of a plan that stand in no section."""
    place = place_name(plan, turn.desk.library, turn.desk.texts)
    lead = turn.say("part", title=title, place=place).lead
    source = turn.desk.texts.line("source.part", document=profile(plan).document, title=title.lower())
    return save(turn, plan, lead, source, "\n\n".join(p.text for p in plan.passages if p.section in kinds))


def save(turn: Turn, plan: Plan, title: str, source: str, text: str) -> SavedText:
    """Keep `text` under a digest of what is shown of it."""
    text = shown(text).strip()
    key = hashlib.sha256(f"{title}\n{source}\n{text}".encode()).hexdigest()[:20]
    saved = SavedText(key, plan.id, title, source, text)
    turn.desk.store.save_text(saved)
    return saved


def page_of(text: str, place: int) -> int:
    """The number of the page of `text` on which `place` is."""
    end = 0
    pages = split_text(text)
    for number, page in enumerate(pages):
        end = text.index(page, end) + len(page)
        if place < end:
            return number
    return len(pages) - 1


def shown(text: str) -> str:
    """`text` of a plan as it is displayed: without emphasis marks, empty lines and page breaks in a sentence, else to
    the letter.
    """
    return _EMPTY_LINES.sub("", _BROKEN_SENTENCE.sub(" ", text.replace("*", "")))


def tidy_lines(text: str) -> str:
    """`text` of a plan as a quote displays it: its lines, without marks, blank lines and indents."""
    return "\n".join(one_line(line) for line in shown(text).splitlines() if line.strip())


def short_title(section: Section) -> str:
    """The section's title as it is read aloud, cut at a clause if it is a paragraph."""
    title = clip(calm(one_line(section.title)), TITLE_SHOWN)
    return re.sub(r"[,\s]*(?:gồm có|bao gồm|gồm|như sau)?[\s.:;]*$", "", title)


STEPS: Mapping[str, Step] = {
    "outline": show_outline,
    "open": open_section,
    "section": show_section,
    "part": show_part,
    "text": show_text,
}
