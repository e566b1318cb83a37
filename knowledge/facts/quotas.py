"""How many of whom: awards to give, people to send, sums for each receiver."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.facts.numbers import NUMBER, read_number
from knowledge.facts.model import Quota
from knowledge.facts.sentences import Sentence, inside_brackets, leads_of, plain, trim
from knowledge.facts.words import any_of
from knowledge.plans.markers import marker_of
from knowledge.plans.model import PassageKind, Plan

_RECEIVER = rf"(?i:{any_of('quotas', 'receivers')})"
_COUNT = re.compile(
    rf"(?<![\d.,/%])(?P<low>{NUMBER})(?:\s*(?:đến|-|–|tới)\s*(?P<high>{NUMBER}))?\s+(?P<object>{_RECEIVER})"
)
_MONEY = re.compile(
    rf"(?<![\d.,/])(?P<low>{NUMBER})\s*(?P<unit>(?:triệu|nghìn|ngàn|tỷ|trăm nghìn)?\s*(?:đồng|đ))\s*/\s*(?:\d+\s*)?(?P<object>{_RECEIVER})"
)
_AT_MOST = re.compile(r"(?i)(?:không quá|tối đa|nhiều nhất|không vượt quá)(?:\s+là)?\s*$")
_AT_LEAST = re.compile(r"(?i)(?:ít nhất|tối thiểu|từ|không dưới)(?:\s+là)?\s*$")
_NORM = re.compile(rf"(?i:{any_of('quotas', 'norms')}|không quá|tối đa)\s*(?:\w+\s+){{0,1}}$")
_GIVING = re.compile(rf"(?i:{any_of('quotas', 'giving')})")
_INCOME = re.compile(r"(?i)thu nhập|bình quân đầu người|GDP|GRDP|giá trị sản xuất|sản lượng|năng suất")
_AWARD = re.compile(rf"(?i:{any_of('awards', 'forms')})")
_AWARD_NAME = re.compile(rf"(?i:{any_of('awards', 'forms')})(?:\s+(?:của\s+)?(?:Thủ|Chủ|Giám|UBND|Ủy|Uỷ|cấp|Bộ|Thủ trưởng|Lao động|Chính phủ)[^,;:.()]{{0,80}}?(?=\s+(?:tặng|vào|tổng kết|cho|đối với)|[,;:.()]|$))?")
_AWARDING = re.compile(r"(?i)(?:bằng khen|bảng khen|giấy khen|huân chương|khen thưởng|danh hiệu|cờ thi đua|biểu dương|tôn vinh)")
_ALLOCATING = re.compile(rf"(?i:{any_of('awards', 'allocating')})")
_NO_NUMBER = re.compile(rf"(?i)(?:lựa chọn(?:,\s*đề nghị)?|đề nghị|chọn)\s+(?P<object>{_RECEIVER})")
_DECIDES = re.compile(r"(?i)quyết định số lượng\s+(?:khen thưởng\s+)?(?:đối với\s+)?(?P<object>[^,;.]*(?:,\s*(?:cá nhân|hộ gia đình|tập thể))*)")
_OBJECT_END = re.compile(rf"(?i)[,;:.]|\s(?:và|hoặc)\s+(?={NUMBER})|\s(?:xuất sắc|đạt|có thành tích|tiêu biểu xuất|tham gia|theo quy định|trong)\b|\s\(")
_PERIOD = re.compile(r"(?i)(?:hằng năm|hàng năm|tổng kết(?: Phong trào thi đua)?(?: vào)?(?: năm \d{4})?|sơ kết(?: vào)?(?: năm \d{4})?|giai đoạn(?: từ)?(?: năm)? \d{4}\s*(?:[-–]|đến)\s*(?:\d{4}|nay)|năm \d{4})".replace(" ", r"\s+").replace(r"(?:\s+", r"(?:\s+"))
_LABEL = re.compile(r"^(?P<label>[^:;.]{3,260}?)\s*:(?=\s|$)")
_SPECIAL = re.compile(r"(?i)riêng\s+(?P<whom>(?:huyện|xã|thành phố|thị xã|tỉnh|quận|sở|ban)[^,;:]*?)\s+(?:lựa chọn|đề nghị|được|chọn|có|là)\b")
_EACH = re.compile(r"(?i)(?<!\w)mỗi\s+(?:cơ quan|đơn vị|sở|ngành)")


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the surroundings of a sentence say of its counts."""

    award: str | None
    awarding: bool
    allocated_to: tuple[str | None, ...]
    period: str | None


def read_quotas(plan: Plan, sentences: list[Sentence]) -> tuple[Quota, ...]:
    """The quotas of a plan in the order of the text; a receiver without a number has None for both ends."""
    found: list[Quota] = []
    for sentence in sentences:
        if sentence.passage.kind is PassageKind.PREAMBLE:
            continue
        found.extend(_of_sentence(plan, sentence))
    return tuple(found)


def _of_sentence(plan: Plan, sentence: Sentence) -> list[Quota]:
    setting = _setting(plan, sentence)
    found: list[Quota] = []
    previous: tuple[float | None, float | None] | None = None
    passage = plain(sentence.passage.text)
    for match in _COUNT.finditer(sentence.text):
        if inside_brackets(sentence.text, match.start()):
            continue
        before = passage[: sentence.start - sentence.passage.start + match.start()]
        ends = _ends(before, match, previous)
        if not (_is_award(setting, before) or _is_norm(before)):
            continue
        previous = ends
        found.extend(_quotas(plan, sentence, match, ends, setting))
    if not found and setting.awarding:
        found.extend(_without_number(plan, sentence, setting))
    return found + [_sum(plan, sentence, m, setting) for m in _MONEY.finditer(sentence.text) if _is_given(sentence, m)]


def _ends(
    before: str, match: re.Match[str], previous: tuple[float | None, float | None] | None
) -> tuple[float | None, float | None]:
    """The least and the most of a count; "không quá 10 tập thể và 10 cá nhân" limits both."""
    low = read_number(match["low"])
    if match["high"]:
        return low, read_number(match["high"])
    if _AT_MOST.search(before):
        return None, low
    if _AT_LEAST.search(before):
        return low, None
    if previous is not None and previous[0] is None and re.search(r"(?:và|,|hoặc)\s*$", before):
        return None, low
    return low, low


def _is_award(setting: _Setting, before: str) -> bool:
    """Whether the count tells how many are awarded: an award around it and a word of choosing before it or above it."""
    if not setting.awarding:
        return False
    return _ALLOCATING.search(before) is not None or setting.allocated_to != (None,) or _AT_MOST.search(before) is not None


def _is_norm(before: str) -> bool:
    """Whether a word like "cử", "bố trí", "mỗi", "không quá" stands directly before the count."""
    return _NORM.search(before[-24:]) is not None and not re.search(r"(?i)có\s+(?:\w+\s+)?$", before[-12:])


def _quotas(
    plan: Plan, sentence: Sentence, match: re.Match[str], ends: tuple[float | None, float | None], setting: _Setting
) -> list[Quota]:
    start, end = _clause(sentence, match)
    receiver = _receiver_words(sentence.text, match.start("object"))
    special = next((s for s in _SPECIAL.finditer(sentence.text) if s.start() <= match.start()), None)
    to = (special["whom"],) if special else setting.allocated_to
    return [
        Quota(
            plan.id, sentence.section, start, end, plan.quote(start, end), award=setting.award, object=receiver,
            min=ends[0], max=ends[1], allocated_to=office, period=setting.period,
        )
        for office in to
    ]  # fmt: skip


def _sum(plan: Plan, sentence: Sentence, match: re.Match[str], setting: _Setting) -> Quota:
    value = read_number(match["low"])
    receiver = _receiver_words(sentence.text, match.start("object"))
    return Quota(
        plan.id, sentence.section, sentence.start, sentence.end, sentence.quote(plan), award=setting.award,
        object=receiver, min=value, max=value, period=setting.period, unit=" ".join(match["unit"].split()),
    )  # fmt: skip


def _is_given(sentence: Sentence, match: re.Match[str]) -> bool:
    around = " ".join((*sentence.passage.headings[-2:], sentence.text[: match.start()]))
    return _GIVING.search(around) is not None and not _INCOME.search(sentence.text[: match.start()])


def _without_number(plan: Plan, sentence: Sentence, setting: _Setting) -> list[Quota]:
    """A receiver that is named where its number should stand, or whose number somebody else decides."""
    match = _NO_NUMBER.search(sentence.text) or _DECIDES.search(sentence.text)
    if match is None or not (setting.allocated_to != (None,) or match.re is _DECIDES):
        return []
    start, end = sentence.start, sentence.end
    words_ = _receiver_words(sentence.text, match.start("object")) if match.re is _NO_NUMBER else match["object"].strip()
    return [
        Quota(
            plan.id, sentence.section, start, end, plan.quote(start, end), award=setting.award, object=words_,
            min=None, max=None, allocated_to=office, period=setting.period,
        )
        for office in setting.allocated_to
    ]  # fmt: skip


def _receiver_words(text: str, start: int) -> str:
    """The receiver as written, a bracket behind it included: "cá nhân (của Sở)"."""
    first = re.compile(_RECEIVER).match(text, start)
    edge = first.end() if first else start
    stop = _OBJECT_END.search(text, edge)
    end = stop.start() if stop else len(text)
    bracket = re.match(r"\s*\([^)]{1,80}\)", text[end:])
    if bracket:
        end += bracket.end()
    return " ".join(text[start:end].split()).rstrip(" ,;:.")


def _clause(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    """The quote of a count: the whole sentence, which ends at a semicolon already."""
    start, end = trim(sentence.text, 0, len(sentence.text))
    return sentence.start + start, sentence.start + end


def _setting(plan: Plan, sentence: Sentence) -> _Setting:
    leads = [plain(lead.text) for lead in leads_of(plan, sentence.passage)]
    own = plain(sentence.passage.text)
    above = [*leads, *reversed(sentence.passage.headings)]
    around = [own, *above]
    award = next((name for text in around if (name := _award_name(text))), None)
    awarding = any(_AWARDING.search(text) for text in around)
    return _Setting(award, awarding, _allocated(own, leads), _period(around))


def _award_name(text: str) -> str | None:
    found = _AWARD_NAME.search(text)
    return " ".join(found[0].split()) if found else None


def _period(around: list[str]) -> str | None:
    """The occasion or years that the nearest words name."""
    for text in around[:3]:
        found = _PERIOD.search(text)
        if found:
            return " ".join(found[0].split())
    return None


def _allocated(own: str, leads: list[str]) -> tuple[str | None, ...]:
    """To whom the counts are allocated: the label of the item or of the item above it; a list of offices one by one."""
    for text in (own, *leads):
        marker = marker_of(text)
        label = _LABEL.match(text[marker.length if marker else 0 :].strip())
        if label is None or not _names_receiver_of_quota(label["label"]):
            continue
        name = " ".join(re.sub(r"(?i)^đề nghị\s+", "", label["label"]).split())
        if _EACH.search(text) and "," in name and not name.lower().startswith("các "):
            return tuple(part.strip() for part in re.split(r",|\s+và\s+(?=[A-ZĐ])", name) if part.strip())
        return (name,)
    return (None,)


def _names_receiver_of_quota(label: str) -> bool:
    actor = re.match(rf"(?i)(?:đề nghị\s+)?{any_of('actors', 'heads')}", label)
    return actor is not None and not _AWARDING.search(label)
