"""What the surroundings of a count say of it: which award, for whom to choose, for which years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.facts.sentences import Sentence, leads_of, plain
from knowledge.facts.words import actor_heads, any_of, pattern
from knowledge.plans.markers import marker_of
from knowledge.plans.model import Plan

_FORM = any_of("awards", "forms")
_AWARD = pattern(
    rf"{_FORM}(?: (?:của |cấp )?",
    r"(?:Thủ|Chủ|Giám|UBND|Ủy|Uỷ|Bộ|Lao động|Chính phủ|tỉnh|huyện|xã|Nhà nước)[^,;:.()]{0,80}?",
    r"(?=\s(?:tặng|vào|tổng kết|cho|đối với|về)(?!\w)|\svà\s\d|[,;:.()]|\s*$))?",
)
_AWARDING = pattern(rf"{_FORM}|(?:khen thưởng|biểu dương|tôn vinh)")
_OCCASION = pattern(
    r"(?<!\w)(?:hằng năm|hàng năm|(?:tổng kết|sơ kết)(?: Phong trào thi đua)?(?: vào)?(?: năm \d{4})?|",
    r"giai đoạn(?: từ)?(?: năm)? \d{4}\s*(?:[-–]|đến)\s*(?:\d{4}|nay)|năm \d{4})(?!\w)",
)
_LABEL = re.compile(r"^(?P<label>[^:;.]{3,260}?)\s*:(?=\s|$)")
_OFFICE = pattern(rf"(?:(?i:đề nghị) )?(?P<office>{actor_heads()})", flags=re.RegexFlag(0))
_EACH = pattern(r"(?<!\w)mỗi (?:cơ quan|đơn vị|sở|ngành|hội)(?!\w)")
_SPECIAL = pattern(
    r"riêng (?P<whom>(?:huyện|xã|thành phố|thị xã|tỉnh|quận|sở|ban)[^,;:]*?) ",
    r"(?:lựa chọn|đề nghị|được|chọn|có|là|không quá|tối đa|ít nhất|tối thiểu)(?!\w)",
)
_JOIN = re.compile(r",|\s+và\s+(?=[A-ZĐ])")


@dataclass(frozen=True, slots=True)
class Setting:
    """The award, whether awards are given out at all, the offices that choose, and the occasion or years."""

    award: str | None
    awarding: bool
    offices: tuple[str | None, ...]
    period: str | None

    @property
    def allocated(self) -> bool:
        """Whether the counts are allocated to offices that are named."""
        return self.offices != (None,)


def read_setting(plan: Plan, sentence: Sentence) -> Setting:
    """What the passage of `sentence`, the items above it and its headings say, the nearest first."""
    own = plain(sentence.passage.text)
    leads = [plain(lead.text) for lead in leads_of(plan, sentence.passage)]
    around = [own, *leads, *reversed(sentence.passage.headings)]
    return Setting(
        award=_first(_AWARD, sorted(around, key=_names_nothing_more)) if around else None,
        awarding=any(_AWARDING.search(text) for text in around),
        offices=_offices([own, *leads]),
        period=_first(_OCCASION, around[:3]),
    )


def nearest_award(before: str) -> str | None:
    """The award named last before a count, where its giver is named with it or two awards stand in one sentence."""
    found = list(_AWARD.finditer(before))
    if not found or (len(found) == 1 and len(found[0][0].split()) <= 2):
        return None
    return " ".join(found[-1][0].split())


def special_office(text: str, place: int) -> str | None:
    """The office that "riêng huyện Sơn Động ..." before `place` makes an exception for."""
    found = next((m for m in _SPECIAL.finditer(text) if m.start() <= place), None)
    return " ".join(found["whom"].split()) if found else None


def _names_nothing_more(text: str) -> bool:
    """Orders texts that name an award with its giver before those that only say "Bằng khen"."""
    found = _AWARD.search(text)
    return found is None or len(found[0].split()) <= 2


def _first(expression: re.Pattern[str], texts: list[str]) -> str | None:
    found = next((m for text in texts if (m := expression.search(text))), None)
    return " ".join(found[0].split()) if found else None


def _offices(texts: list[str]) -> tuple[str | None, ...]:
    """The offices in the label of the item or of the item above it; a list in which each one chooses, one by one."""
    for text in texts:
        marker = marker_of(text)
        label = _LABEL.match(text[marker.length if marker else 0 :].strip())
        office = _OFFICE.match(label["label"]) if label else None
        if label is None or office is None or _AWARDING.search(label["label"]):
            continue
        name = " ".join(label["label"][office.start("office") :].split())
        if _EACH.search(text) and "," in name and not name.casefold().startswith("các "):
            return tuple(part.strip() for part in _JOIN.split(name) if part.strip())
        return (name,)
    return (None,)
