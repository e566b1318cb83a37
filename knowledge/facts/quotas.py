"""How many of whom: awards to give, people to send, sums for each receiver."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.facts.allocation import Setting, nearest_award, read_setting, special_office
from knowledge.facts.model import Quota
from knowledge.facts.numbers import NUMBER, NUMBER_WORDS, read_number, read_words
from knowledge.facts.quota_rows import gives_out, read_quota_row
from knowledge.facts.sentences import Sentence, inside_brackets, plain
from knowledge.facts.tables import is_row
from knowledge.facts.words import alternatives, any_of, pattern, words
from knowledge.plans.model import PassageKind, Plan

_RECEIVER = any_of("quotas", "receivers")
_COUNT = pattern(rf"(?<![\d.,/%])(?P<low>{NUMBER})(?:\s*(?:đến|-|–|tới)\s*(?P<high>{NUMBER}))? (?P<object>{_RECEIVER})")
_MONEY = pattern(
    rf"(?<![\d.,/])(?P<low>{NUMBER})\s*(?P<unit>(?:triệu |nghìn |ngàn |tỷ )?(?:đồng|đ))\s*/\s*(?:01 |1 )?",
    rf"(?P<object>{_RECEIVER})",
)
_SUM = rf"(?<![\d.,/])(?P<low>{NUMBER})\s*(?P<unit>(?:triệu |nghìn |ngàn |tỷ )?đồng)(?!\s*/|\w)"
# "Mức thưởng: tập thể 1.000.000 đồng, hộ gia đình và cá nhân 500.000 đồng"
_SUM_BEHIND = pattern(
    rf"(?:^|[:;,(])\s*(?:mỗi )?(?P<objects>{_RECEIVER}(?:[^,;:.()\d]{{0,60}}?(?:,| và|,? hoặc) {_RECEIVER})*",
    rf"[^,;:.()\d]{{0,60}}?)\s*:?\s*{_SUM}",
)
# "Thưởng 2.000.000 đồng cho tập thể, 700.000 đồng cho cá nhân"
_SUM_BEFORE = pattern(rf"{_SUM} (?:đối với|cho|dành cho)(?: mỗi| một| 01)? (?P<objects>{_RECEIVER}[^,;:.()\d]{{0,60}})")
_PLAIN_SUM = pattern(_SUM)
_AND = pattern(rf"(?:,| và|,? hoặc) (?={_RECEIVER})")
# "xã nhận Cờ được thưởng công trình trị giá 500 triệu đồng"
_GETS = pattern(r"\s(?:được|thưởng|trị giá|mức|số tiền|tối đa|không quá|là|thêm)(?!\w)")
_REWARD = pattern(r"(?<!\w)(?:mức (?:thưởng|tặng|quà|hỗ trợ|chi)|(?:tiền|được) thưởng|thưởng|tặng quà)(?!\w)")
_OPENS = pattern(rf"^(?:mỗi |các |\d+ |{NUMBER_WORDS} )?{_RECEIVER}")
_POSTS = pattern(rf"gồm(?: có)? (?P<low>{NUMBER}) (?P<unit>{any_of('quotas', 'posts')})")
_GIFT = pattern(
    rf"được (?:nhận|hưởng|tặng|cấp)(?: không quá)? (?P<low>\d{{1,2}}|{NUMBER_WORDS}) ",
    r"(?P<unit>suất quà|phần quà|mức quà|suất)",
)
_AT_MOST = pattern(r"(?:không quá|tối đa|nhiều nhất|không vượt quá)(?: là)?\s*$")
_AT_LEAST = pattern(r"(?:ít nhất|tối thiểu|từ|không dưới)(?: là)?\s*$")
_JOINED = pattern(r"(?:và|,|hoặc)\s*$")
_CRITERIA, _NUMBERS = pattern(r"tiêu chí|tiêu chuẩn|điều kiện"), pattern(r"số lượng|chỉ tiêu|suất")
_NORM = pattern(any_of("quotas", "norms"), r"\s*(?:\w+ )?$")
_EACH = pattern(r"(?<!\w)mỗi(?!\w)")
_GIVING = pattern(any_of("quotas", "giving"))
_INCOME = pattern(r"thu nhập|bình quân đầu người|GDP|GRDP|giá trị sản xuất|sản lượng|năng suất")
_ALLOCATING = pattern(any_of("awards", "allocating"))
_UNNUMBERED = pattern(rf"(?:lựa chọn(?:, đề nghị)?|đề nghị|chọn) (?P<object>{_RECEIVER})")
_DECIDED = pattern(
    r"quyết định số lượng (?:khen thưởng )?(?:đối với )?",
    rf"(?P<object>{_RECEIVER}(?:(?:,| và|,? hoặc) {_RECEIVER})*)",
)
# An enumeration of receivers goes on behind a comma, anything else does not.
_OBJECT_END = pattern(
    rf"[;:./]|,(?! {_RECEIVER})|\s(?:và|hoặc) (?={NUMBER}|{any_of('awards', 'forms')})|\s\(|",
    r"\s(?:xuất sắc|đạt|có thành tích|theo quy định|trong|gửi|để|đủ điều kiện)(?!\w)",
)
_FIRST_RECEIVER = pattern(_RECEIVER)
# From the first capital on: "bố trí đủ cán bộ Ban Chỉ huy quân sự cấp xã gồm ..."
_BODY = re.compile(r"[A-ZĐÀ-Ỹ]\w*(?:\s+\w+){1,12}")
# "Mỗi đảng viên phụ trách không quá 05 hộ": what each has to do at most
_EACH_DOES = pattern(r"(?<!\w)mỗi [^;.:]{3,90}?\s(?:không quá|tối đa|nhiều nhất)(?: là)?\s*$")
_NOUN = pattern(alternatives([*words("quotas", "persons"), *words("quotas", "bodies")]))
_LABEL = re.compile(r"^(?P<label>[^:;]{3,160}?)\s*:\s")

# A letter without sections has its request where others have their preamble; its legal bases ask for nothing.
_BASIS = pattern(r"(?:căn cứ|xét|theo|thực hiện|thi hành|trên cơ sở|quán triệt)(?!\w)")
_ANY = pattern(r"\d|số lượng|chọn|đề nghị|suất|phần quà|mức quà")

_Ends = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class _Found:
    """A count where it stands in its sentence."""

    object: str
    ends: _Ends
    unit: str | None = None
    office: str | None = None
    award: str | None = None  # where the count has its own: "Cờ thi đua cho 01 đơn vị và Bằng khen cho 02 đơn vị"


def read_quotas(plan: Plan, sentences: list[Sentence]) -> tuple[Quota, ...]:
    """The quotas of a plan in the order of the text; a receiver without a number has None for both ends.

    A count that a list of offices shares ("mỗi cơ quan 01 tập thể") is one quota for each office.
    """
    return tuple(
        quota
        for sentence in sentences
        if sentence.passage.kind is not PassageKind.PREAMBLE or (not plan.sections and not _BASIS.match(sentence.text))
        for quota in _of_sentence(plan, sentence)
    )


def _of_sentence(plan: Plan, sentence: Sentence) -> list[Quota]:
    if not _ANY.search(sentence.text):
        return []
    setting = read_setting(plan, sentence)
    if is_row(plan, sentence.passage):
        return read_quota_row(plan, sentence, setting) if sentence.first and gives_out(plan, sentence) else []
    found = _counts(sentence, setting)
    if not found and setting.awarding:
        found = _without_number(sentence, setting)
    found += _sums(sentence) + _rewards(sentence) + _posts(sentence) + _gifts(sentence)
    return [
        Quota(
            plan.id, sentence.section, sentence.start, sentence.end, sentence.quote(plan),
            award=count.award or setting.award, object=count.object, min=count.ends[0], max=count.ends[1],
            allocated_to=office, period=setting.period, unit=count.unit,
        )
        for count in found
        for office in ((count.office,) if count.office else setting.offices)
    ]  # fmt: skip


def _counts(sentence: Sentence, setting: Setting) -> list[_Found]:
    """The counted receivers of a sentence, those in brackets (a part of the count before them) left out."""
    passage = plain(sentence.passage.text)
    found: list[_Found] = []
    for match in _COUNT.finditer(sentence.text):
        before = passage[: sentence.start - sentence.passage.start + match.start()]
        if inside_brackets(sentence.text, match.start()):
            continue
        if _AT_LEAST.search(before) and _is_criterion(sentence):
            continue
        row = bool(found) and _JOINED.search(before) is not None  # "không quá 40 tập thể, 50 cá nhân và 40 hộ"
        if not (row or _is_award(setting, before) or (_is_norm(before) and not _AT_LEAST.search(before))):
            continue
        ends = _ends(before, match, found[-1].ends if found else None)
        office = special_office(sentence.text, match.start())
        award = nearest_award(sentence.text[: match.start()])
        found.append(_Found(_named(sentence.text, match.start("object")), ends, office=office, award=award))
    return found


def _is_criterion(sentence: Sentence) -> bool:
    """Whether the headings right above are of what is judged, not of how many are given: the least figures are aims."""
    nearest = " ".join(sentence.passage.headings[-2:])
    return _CRITERIA.search(nearest) is not None and not _NUMBERS.search(nearest)


def _ends(before: str, match: re.Match[str], previous: _Ends | None) -> _Ends:
    """The least and the most of a count; "không quá 10 tập thể và 10 cá nhân" limits both."""
    low = read_number(match["low"])
    if match.groupdict().get("high"):
        return low, read_number(match["high"])
    if _AT_MOST.search(before):
        return None, low
    if _AT_LEAST.search(before):
        return low, None
    if previous is not None and previous[0] is None and _JOINED.search(before):
        return None, low
    return low, low


def _is_award(setting: Setting, before: str) -> bool:
    """Whether the count tells how many are awarded: an award around it, a word of choosing before it or an office."""
    if not setting.awarding:
        return False
    if setting.allocated or _ALLOCATING.search(before) or _AT_MOST.search(before):
        return True
    # "Bằng khen của Chủ tịch UBND tỉnh: mỗi huyện 02 tập thể, 03 cá nhân"
    return nearest_award(before) is not None or _EACH.search(before) is not None


def _is_norm(before: str) -> bool:
    """Whether a word like "cử", "bố trí", "mỗi", "không quá" stands directly before the count.

    "Mỗi thôn ít nhất 01 hộ" gives nobody anything: what is the least is aimed at, and no quota.
    """
    return _NORM.search(before[-24:]) is not None or _EACH_DOES.search(before) is not None


def _without_number(sentence: Sentence, setting: Setting) -> list[_Found]:
    """A receiver that is named where its number should stand, or whose number somebody else decides."""
    decided = _DECIDED.search(sentence.text)
    if decided:
        return [_Found(" ".join(decided["object"].split()), (None, None))]
    match = _UNNUMBERED.search(sentence.text) if setting.allocated else None
    return [_Found(_named(sentence.text, match.start("object")), (None, None))] if match else []


def _sums(sentence: Sentence) -> list[_Found]:
    """Sums of money for each receiver; the label before a colon tells which ("Nhóm đối tượng số 5: ... đồng/người")."""
    found = []
    for match in _MONEY.finditer(sentence.text):
        before = sentence.text[: match.start()]
        headings = " ".join(sentence.passage.headings)
        if _INCOME.search(before) or not _GIVING.search(f"{headings} {before}"):
            continue
        label = _LABEL.match(sentence.text)
        receiver = _named(sentence.text, match.start("object"), " ".join(label["label"].split()) if label else None)
        found.append(_Found(receiver, _ends(before, match, None), unit=" ".join(match["unit"].split())))
    return found


def _rewards(sentence: Sentence) -> list[_Found]:
    """Sums beside those who get them: "tập thể 1.000.000 đồng, cá nhân 500.000 đồng" below or behind "Mức thưởng"."""
    text = sentence.text
    rewarding = any(_REWARD.search(heading) for heading in sentence.passage.headings)
    found: list[_Found] = []
    last = 0
    for match in re.finditer(_PLAIN_SUM, text):
        clause = text[last : match.start()]
        before = _SUM_BEHIND.search(text, last, match.end())
        behind = _SUM_BEFORE.match(text, match.start())
        label = _LABEL.match(text)
        if (rewarding or _REWARD.search(text[: match.start()])) and not _INCOME.search(clause):
            whom = before if before and before.end() == match.end() else None
            if behind:
                objects = [_named(text, behind.start("objects"))]
            elif whom:
                objects = _row(whom["objects"])
            else:
                objects = [" ".join(label["label"].split())] if label and _OPENS.match(label["label"]) else []
            ends = _ends(text[: match.start()], match, None)
            found += [_Found(name, ends, unit=" ".join(match["unit"].split())) for name in objects]
        last = match.end()
    return found


def _row(text: str) -> list[str]:
    """The receivers of a row: "hộ gia đình và cá nhân"."""
    return [" ".join(_GETS.split(part)[0].split()) for part in _AND.split(text) if part.strip()]


def _posts(sentence: Sentence) -> list[_Found]:
    """The posts of a body: "Ban Chỉ huy quân sự cấp xã gồm 4 chức danh"."""
    found = []
    for match in _POSTS.finditer(sentence.text):
        body = _BODY.search(re.split(r"[,;:]", sentence.text[: match.start()])[-1])
        if body:
            value = read_number(match["low"])
            found.append(_Found(" ".join(body[0].split()), (value, value), unit=" ".join(match["unit"].split())))
    return found


def _gifts(sentence: Sentence) -> list[_Found]:
    """How many gifts one receiver gets: "đại diện gia đình thờ cúng liệt sĩ được nhận một suất quà"."""
    found = []
    for match in _GIFT.finditer(sentence.text):
        clause = re.split(r",|(?<!\w)thì(?!\w)", sentence.text[: match.start()])
        whom = re.sub(r"(?i)(?:chỉ|không quá)\s*$", "", clause[-1]).strip()
        value = read_words(match["low"])
        receiver = whom or _class_of(sentence.text) or " ".join(clause[0].split())
        found.append(_Found(" ".join(receiver.split()), (value, value), unit=" ".join(match["unit"].split())))
    return found


def _named(text: str, start: int, label: str | None = None) -> str:
    """The receiver as written, a bracket behind it included: "cá nhân (của Sở)".

    A word that says nothing of who it is ("người", "đơn vị") stands behind its class: "cá nhân (Nhóm đối tượng số 6)".
    """
    words_ = _receiver_words(text, start)
    noun = _NOUN.match(words_)
    specific = noun is not None and re.match(r"\s*cấp\s", words_[noun.end() :]) is not None
    if noun is None or specific:
        return words_
    return f"{_class_of(words_)} ({label or words_})"


def _class_of(text: str) -> str | None:
    """ "cá nhân" or "tập thể" for the first word in `text` that names a person or a unit."""
    noun = _NOUN.search(text)
    if noun is None:
        return None
    return "cá nhân" if noun[0].casefold() in words("quotas", "persons") else "tập thể"


def _receiver_words(text: str, start: int) -> str:
    first = _FIRST_RECEIVER.match(text, start)
    stop = _OBJECT_END.search(text, first.end() if first else start)
    end = stop.start() if stop else len(text)
    bracket = re.match(r"\s*\([^)]{1,80}\)", text[end:])
    if bracket:
        end += bracket.end()
    return re.sub(r"\(\s+|\s+\)", lambda m: m[0].strip(), " ".join(text[start:end].split())).rstrip(" ,;:.")
