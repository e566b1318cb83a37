"""What a question asks: its kinds, the groups and awards it names, its dates and numbers, what it holds of content."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from knowledge.answers.counting import FREQUENCY, MONEY_SAID, counting_words, own_figures, units_of, with_commas
from knowledge.language.lexicon import read_data
from knowledge.language.wording import Word, folded_text
from knowledge.text import fold

# The groups that plans judge, give to and instruct; the first that a heading names tells whom it is about.
GROUPS: Mapping[str, str] = {
    "business": r"doanh nghiep|hop tac xa|cong ty|to chuc tin dung|tap doan",
    "household": r"ho gia dinh|cac ho|ho ngheo|ho can ngheo|ho dan|ho moi thoat ngheo|gia dinh|nha nong|ho",
    "village": r"thon|xom|ban lang|khu pho|to dan pho|khoi pho|buon|khu dan cu",
    "commune": r"cap xa|xa|phuong|thi tran",
    "district": r"cap huyen|huyen|thi xa|thanh pho|quan huyen|cac quan",
    "individual": r"ca nhan|nguoi nao",
    "collective": r"tap the",
    "official": r"can bo|cong chuc|vien chuc|nguoi lao dong|nguoi lam cong tac",
    "province": r"cap tinh",
    "agency": r"so ban nganh|cac so|so nganh|cac phong ban|cac co quan|doan the",
}
AWARDS: Mapping[str, str] = {
    "order": r"huan chuong",
    "prime_minister": r"bang khen (?:cua )?(?:thu tuong|chinh phu)|thu tuong(?: chinh phu)? (?:tang )?bang khen|"
    r"khen (?:cua )?thu tuong|thu tuong",
    "province": r"bang khen (?:cua )?(?:chu tich|cap tinh|tinh|uy ban nhan dan)|bang khen",
    "certificate": r"giay khen",
}
OCCASIONS: Mapping[str, str] = {
    "yearly": r"hang nam|moi nam|mot nam|1 nam|nam nao cung|thuong nien|trong nam",
    "midterm": r"so ket|giua ky",
    "final": r"tong ket|cuoi ky",
}
# Words that hold the name of a group without meaning it: "xã hội", "hồ sơ", "hỗ trợ".
_NO_GROUP = re.compile(
    r"\b(?:xa hoi|hop tac xa hoi|ho so|ho tro|ung ho|ho khau|bao ho|ban than|lang nghe|"
    r"xom ngheo|nong thon|ban hanh|ban dan toc|ban chi dao|ban thi dua|ban nganh)\b"
)
_DATE = re.compile(
    r"\b(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}))?\b|(?:ngày|mùng|mồng|ngay|mung|"
    r"mong)\s+(\d{1,2})\s+(?:tháng|thang)\s+(\d{1,2})(?:\s+(?:năm|nam)\s+(\d{4}))?",
    re.IGNORECASE,
)
EXACT_DAY = re.compile(
    r"(?<!\S)(?:ngay cu the|ngay nao|ngay may|may thang may|ngay bao nhieu|tu ngay|den ngay|truoc (?:ngay|"
    r"may(?! (?:ngay|tuan|thang|gio))|hom)|han (?:nop|chot|gui|cuoi|trinh)|thoi han|cham nhat|ngay thang|"
    r"bat dau va ket thuc|may thang(?! (?:\S+ )?(?:mot|1|moi) lan))(?!\S)"
)
# Something that has to be finished: a day answers best, a year will do.
TO_BE_DONE = re.compile(r"(?<!\S)(?:xong|hoan thanh|ket thuc|nop|gui|trinh)(?!\S)")
SOURCE_OF_FUNDS = re.compile(
    r"(?<!\S)(?:nguon|lay (?:o|tu|dau)|ngan sach nao|ai (?:chi|tra|bo tri)|theo quy dinh|bo tri)(?!\S)"
)
_SUM = re.compile(
    r"(?<!\S)(?:bao nhieu|may)(?: tram| chuc| nghin| ngan)* (?:tien|ty|trieu|dong(?! chi)|nghin|von|kinh phi)(?!\S)"
)
# The day of the document itself: "ký ngày nào", "đề ngày mấy", "ban hành khi nào".
OWN_DAY = re.compile(
    r"(?<!\S)so va ngay(?!\S)|^so ngay|"
    r"(?<!\S)(?<!dang )(?<!dinh )(?:ky|ban hanh|de|ra doi|ra) (?:vao )?"
    r"(?:ngay|hom|khi|luc|bao gio|thang (?:may|nao)|nam (?:may|nao))|"
    r"ngay (?:thang )?(?:nam )?(?:ky|ban hanh)|"
    r"(?:ngay|khi) nao(?: \S+){0,3} (?<!dang )(?:ky|ban hanh)(?!\S)"
)
# The number of the document itself, not that of a group, a form or an annex: "số mấy", "mang số nào".
OWN_NUMBER = re.compile(
    r"(?<!\S)(?<!thieu )(?<!tuong )(?<!nhom )(?<!mau )(?<!luc )"
    r"(?:so (?:may|bao nhieu|hieu|ky hieu|(?:van ban )?va ngay)|mang so|ky hieu)(?!\S)"
)
# What is said to be known already: "ngoài tuyên truyền ra còn phải làm gì".
BESIDES = re.compile(r"(?<!\S)(?:ngoai|ben canh|cung voi)(?: viec)? (.{4,70}?)(?: ra)?,? (?:thi|con|ra)(?!\S)")
# A body with the words that name it: "so noi vu", "phong van hoa thong tin", "hoi dong thi dua".
BODY = re.compile(
    r"(?<!\S)(?<!doi )(?<!cau )(?!(?:so (?:ket|lieu|luong|tien|voi|sanh|nha|dien)|phong (?:trao|chong|thu)|"
    r"ban (?:bao|ke|dau|ghi|tin|do)|bo (?:sung|tri|phieu|ho so)|hoi (?:nghi|y|tham|thao))(?!\S))"
    r"(?:so|phong|ban|uy ban|hoi dong|trung tam|ngan hang|lien minh|"
    r"bo|cuc|chi cuc|hoi|co quan thuong truc|kho bac|cong an)(?: (?!nao|gi|co|phai|duoc|thi|"
    r"lam|nay|minh|ben|duoc|can|trong|tren|cua|va|hay|la|day|cho)\S+){1,4}"
    r"|(?<!\S)(?:van phong|mat tran to quoc|mat tran|truong thon)(?!\S)"
)
# What stands before a body to whom something goes, not before one that is given work ("giao cho").
_TO = re.compile(r"(?<!\S)(?:(?<!giao )(?<!cong )cho|ve|qua|toi|den|den tay|len|trinh|gui|nop|bao|voi|cho ben) $")
# A place in the document: "mục IV.2.b", "phần II", "Điều 3".
_SECTION = re.compile(
    r"(?:[Mm]ục|[Mm]uc|[Pp]hần|[Pp]han|MỤC|PHẦN)\s+([IVX]+(?:\.\d+)*(?:\.[a-zđ])?)(?![\w])|((?:Điều|điều|dieu)\s+\d+)"
)
# Another document by its number, as the plan writes it: "05-CT/TW", "278/KH-UBND".
_NUMBERED = re.compile(
    r"\d+(?:/\d{4})?[-/][A-ZĐ]{2,}[\w/\-]*|"
    r"(?:số|so|QĐ|KH|NĐ|CT|CV|HD|[Hh]oạch|hoach|[Đđ]ịnh|dinh|[Vv]ăn|van|[Tt]hị|[Tt]ư|[Dd]ẫn|dan|[Đđ]iện|[Qq]uyết|quyet)\s+(\d{2,5})(?![\d/%])"
)
# Whose signature stands under another paper than the plan: "ai ký báo cáo quý".
_SIGNS_OTHER = re.compile(
    r"(?<!\S)ky(?: vao| duyet| xac nhan)?(?: cai| to| ban| vao)? "
    r"(?:bao cao|bien ban|to trinh|giay|bang khen|hop dong|don|danh sach|ho so|phieu)(?!\S)|"
    r"(?<!\S)(?:giay khen|bang khen|huan chuong)(?: \S+){0,8} "
    r"(?:ai|nguoi nao|ong nao) (?:la nguoi )?ky(?!\S)|(?<!\S)ky (?:tang|thuong|khen)(?!\S)|"
    r"(?<!\S)(?:bao cao|bien ban|to trinh|don|danh sach|ho so|giay|bang khen|phieu|hop dong)(?: \S+){0,6} "
    r"(?:giam doc|chu tich|truong ban|thu tuong|bo truong)(?: \S+){0,3} ky(?!\S)"
)
# Somebody is asked for to turn to: "hỏi ai", "báo cho phòng nào".
_TURNS_TO = re.compile(
    r"(?<!\S)(?:hoi|noi(?: lai)?|keu|bao|goi|tim|phan anh|lien he|cau cuu|nho|thua|trinh bay|kien nghi|gop y|bao lai|"
    r"y kien|trao doi|hoi lai|phan nan|giai bay)(?: (?:voi|cho|toi|ve|den|len|o|lai))* "
    r"(?:ai|dau|(?:so|phong|ban|co quan|cho|noi|ben|cap|don vi|nguoi|vu|cuc) nao)(?!\S)"
)
_ASKS_FROM = re.compile(
    r"(?<!\S)(?:cho (?:toi|em|chau|minh|tui)? ?hoi|xin hoi|hoi la|muon hoi|xin duoc hoi|cho biet)(?: la)?(?!\S)"
)
_TIMES = frozenset(("thang", "nam", "ngay", "tuan", "gio"))
LONG_QUESTION, LEAST_FOCUS = 22, 5  # words: in a longer one the asking part counts, if it has so many
_YEAR = re.compile(r"\b(20[0-4]\d|19\d\d)\b")


@dataclass(frozen=True)
class Understanding:
    """A question, understood. `folded` is its long form without the names of places; `kinds` names of kinds.toml."""

    words: tuple[Word, ...]
    folded: str
    kinds: frozenset[str]
    groups: tuple[str, ...]
    awards: tuple[str, ...]
    occasions: tuple[str, ...]
    years: tuple[int, ...]
    day: date | None  # a day that the question says is today
    named_days: tuple[tuple[int, int], ...]  # (day, month) written in it
    percents: tuple[float, ...]
    bodies: tuple[str, ...] = ()  # the first three words of each body that is named
    receivers: tuple[str, ...] = ()  # those of them to whom something goes: "gửi về Sở Nội vụ"
    besides: str = ""  # what the question names as known already
    local: bool = False  # whether it names a place inside the plan's own
    section: str = ""  # the section that the question names
    numbered: tuple[str, ...] = ()  # numbers of other documents that stand in it
    units: tuple[str, ...] = ()  # what is counted: "may ho", "bao nhieu tap the"
    of_other: bool = False  # whether it goes on from a question about another document than the plan
    own: tuple[tuple[float, str], ...] = ()  # the asker's own figures with their units: "20 thang", "1,8 %"

    @cached_property
    def exact_day(self) -> bool:
        """Whether nothing but a day answers: "ngày mấy", "hạn nộp", "còn mấy ngày"."""
        return "days" in self.kinds or ("date" in self.kinds and EXACT_DAY.search(self.folded) is not None)

    @cached_property
    def wants_value(self) -> str | None:
        """The sort of value (a field of `Values`) without which a passage hardly answers, or None."""
        if self.asks_frequency:
            return "frequency"
        if self.exact_day:
            return "exact_date"
        if self.asks_sum:
            return "money"
        return "percent" if "percent" in self.kinds and "count" not in self.kinds else None

    @cached_property
    def to_be_done(self) -> bool:
        """Whether it is asked when something has to be finished."""
        return self.asks("date") and TO_BE_DONE.search(self.folded) is not None

    @cached_property
    def own_day(self) -> bool:
        """Whether the day of the document itself is asked for."""
        return self.asks("date") and OWN_DAY.search(self.folded) is not None

    @cached_property
    def asks_frequency(self) -> bool:
        """Whether it is asked how often something is done: "mấy tháng một lần"."""
        return FREQUENCY.search(self.folded) is not None

    @cached_property
    def turns_to(self) -> bool:
        """Whether somebody is asked for whom one can turn to."""
        return self.asks("who") and _TURNS_TO.search(self.folded) is not None

    @cached_property
    def sum_named(self) -> bool:
        """Whether "bao nhiêu" or "mấy" stands right before a word of money."""
        return _SUM.search(self.folded) is not None

    @cached_property
    def asks_sum(self) -> bool:
        """Whether a sum of money is asked for, not where money comes from."""
        otherwise = SOURCE_OF_FUNDS.search(self.folded) or self.asks("document", "percent")
        return "money" in self.kinds and (self.sum_named or not otherwise)

    def asks(self, *kinds: str) -> bool:
        """Whether the question is of one of `kinds`."""
        return not self.kinds.isdisjoint(kinds)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(_any_of(patterns)) for kind, patterns in read_data("kinds.toml")["kinds"].items()}


def _any_of(patterns: Sequence[str]) -> str:
    """One pattern for all: each between blanks, but for those that say themselves where they end."""
    open_end = [p for p in patterns if p.endswith(("$", r"\b"))]
    whole = "|".join(p for p in patterns if p not in open_end)
    return "|".join([*([rf"(?<!\S)(?:{whole})(?!\S)"] if whole else []), *open_end])


def understand(text: str, words: list[Word], today: date) -> Understanding:
    """The question `text`, whose long form is `words` (place names already taken out), asked on `today`."""
    folded = folded_text(words)
    counted = counting_words(folded, text)
    kinds = {kind for kind, p in _patterns().items() if p.search(counted if kind == "count" else folded)}
    if re.search(r"(?<!\d)\s*%", text) and not re.search(r"\d\s*%", text):
        kinds.add("percent")
    percents = tuple(
        float(n.replace(",", ".")) for n in re.findall(r"(\d+(?:[.,]\d+)?)\s*(?:%|phần trăm|phan tram)", text)
    )
    if percents and re.search(r"(?<!\S)(?:giam|bot|keo|muc tieu|ty le|dat|tang|phan dau)(?!\S)", folded):
        kinds.add("percent")
    if ("percent" in kinds and re.search(r"phan tram|ty le", folded)) or "%" in text:
        kinds.discard("count")
    if "money" in kinds and not MONEY_SAID.search(folded):  # "số lượng Bằng khen tặng hằng năm là bao nhiêu"
        kinds = kinds - {"money"} | {"count"}
    units = units_of(counting_words(with_commas(words, text), text))
    if units and not kinds & {"money", "percent"}:
        kinds.add("count")
    if units and units[0] in _TIMES and not _SUM.search(folded):  # "giữ tiền được mấy tháng"
        kinds = kinds - {"money"} | {"count"}
    if _SIGNS_OTHER.search(folded):
        kinds.discard("signer")
    days, day = _days(text, today)
    return Understanding(
        words=tuple(words),
        folded=folded,
        kinds=frozenset(kinds),
        groups=_groups(folded),
        awards=named(AWARDS, folded),
        occasions=named(OCCASIONS, folded),
        years=tuple(int(y) for y in dict.fromkeys(_YEAR.findall(_DATE.sub(" ", text)))),
        day=day,
        named_days=days,
        percents=percents,
        bodies=_first_words(BODY.finditer(folded)),
        receivers=_first_words(m for m in BODY.finditer(folded) if _TO.search(folded, 0, m.start())),
        besides=m[1] if (m := BESIDES.search(folded)) else "",
        section=_section(text),
        numbered=tuple(m[1] or m[0] for m in _NUMBERED.finditer(text)),
        units=units,
        own=own_figures(folded, percents),
    )


def focus_of(words: list[Word], text: str) -> int:
    """Where the asking part of a long question begins, as an index into `words`; 0 when it is to be read whole.

    People tell their story first: what they ask is what follows "cho hỏi", else from the first sentence that ends
    with a question mark, else the last sentence.
    """
    if len(words) <= LONG_QUESTION:
        return 0
    folded = folded_text(words)
    asks = [m.end() for m in _ASKS_FROM.finditer(folded)]
    ends = [(m.end(), m[0][0]) for m in re.finditer(r"[.?!\n]\s", text)]
    starts = [len(folded[:a].split()) for a in asks[-1:]]
    asked_before = [before for (before, _), (_, mark) in itertools.pairwise([(0, ""), *ends]) if mark == "?"]
    borders = [*asked_before[:1], *(end for end, _ in reversed(ends))]
    starts += [next((i for i, w in enumerate(words) if w.start >= e), len(words)) for e in borders]
    return next((s for s in starts if len(words) - s >= LEAST_FOCUS), 0)


def _first_words(bodies: Iterable[re.Match[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(m[0].split()[:3]) for m in bodies))


def _section(text: str) -> str:
    found = _SECTION.search(text)
    if not found:
        return ""
    return found[1] or " ".join(found[2].split()).replace("dieu", "Điều").replace("điều", "Điều")


def _groups(folded: str) -> tuple[str, ...]:
    """The groups that a question names; an official is judged with individuals where a plan knows no officials."""
    groups = named(GROUPS, folded)
    return (*groups, "individual") if "official" in groups and "individual" not in groups else groups


def named(table: Mapping[str, str], folded: str) -> tuple[str, ...]:
    """The names of `table` whose words stand in `folded`, in the order of the text; longer words win over what they
    hold.
    """
    found: list[tuple[int, str]] = []
    rest = _NO_GROUP.sub(lambda m: "_" * len(m[0]), folded)
    for name, pattern in table.items():
        for m in re.finditer(rf"(?<!\S)(?:{pattern})(?!\S)", rest):
            found.append((m.start(), name))
            rest = rest[: m.start()] + "_" * len(m[0]) + rest[m.end() :]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def _days(text: str, today: date) -> tuple[tuple[tuple[int, int], ...], date | None]:
    """The days written in a question, and the one that is said to be today."""
    found: list[tuple[int, int]] = []
    said: date | None = None
    plain = fold(text)
    for m in _DATE.finditer(text):
        day, month, year = (m[1], m[2], m[3]) if m[1] else (m[4], m[5], m[6])
        try:
            value = date(int(year) if year else today.year, int(month), int(day))
        except ValueError:
            continue
        found.append((value.day, value.month))
        before = plain[max(0, m.start() - 22) : m.start()]
        if (said is None and re.search(r"\b(hom nay|bua nay|bua ni|hom ni|nay|gio|da)\b\D{0,14}$", before)) or (
            said is None and re.match(r"\s*(r|roi|rui)\b", plain[m.end() :])
        ):
            said = value
    return tuple(found), said
