"""Whether an expression of time is when a duty is due: not a document's name, an anniversary or a condition."""

from __future__ import annotations

import re

from knowledge.facts.duties import has_verb
from knowledge.facts.moments import Moment, Relation, Unit
from knowledge.facts.period import Frame, heading_time
from knowledge.facts.references import named_documents
from knowledge.facts.sentences import Sentence
from knowledge.facts.words import any_of, pattern
from knowledge.plans.model import PassageKind

# "phát sinh", "học sinh" and the like tell of no birth.
_CONDITION = pattern(r"(?<!phát )(?<!học )(?<!tái )(?<!vệ )".replace(" ", r"\s"), any_of("conditions", "words"))
_SENDING = pattern(any_of("duties", "sending", "finishing"))
_FINISHING = pattern(any_of("duties", "finishing"))
_REVIEW = pattern(any_of("duties", "reviewing"))
_BUILDS = pattern(r"\s*,?\s*(?:phải |cơ bản )*", any_of("duties", "completing"))
_BASIS = pattern(r"^(?:căn cứ|xét|theo|thực hiện|thi hành|trên cơ sở|quán triệt)\s")
_EFFECT = pattern(
    r"(?:có hiệu lực|hiệu lực thi hành|hết hiệu lực|chịu trách nhiệm thi hành|",
    r"\snày\s(?:được )?(?:áp dụng|thực hiện) (?:từ|đến|trong))",
)
# Before a colon these head a figure or a condition: "Số lượng khen thưởng tổng kết vào năm 2025: ..."
_LABEL = pattern(r"^(?:số lượng|tiêu chí|tiêu chuẩn|mức|hình thức|điều kiện|đối tượng|kinh phí|dự toán)")
_GROUP = pattern(r"^(?:tiêu chí|tiêu chuẩn|điều kiện|đối tượng)[^:]{0,60}:")
_MUST = pattern(any_of("duties", "verbs"), r"|(?<!\w)(?:phải|tiếp tục|tập trung|tiến hành)(?!\w)")
# "Năm 2010, tình hình thế giới tiếp tục có diễn biến phức tạp" tells how things are.
_SITUATION = pattern(r"\s*,\s*(?:tình hình|diễn biến|bối cảnh|kết quả|công tác|trong bối cảnh)(?!\w)")
_MONEY_OR_PLAN = pattern(
    r"(?:kinh phí|trợ cấp|phụ cấp|ngân sách|chỉ tiêu|kế hoạch|bình quân|dự toán|chi|thu|vốn|nguồn|thường xuyên|",
    r"báo cáo|chế độ)\s*$",
)
_DONE = pattern(
    r"(?:đã|được) (?:được )?(?:đạt|có|thực hiện|ban hành|báo cáo|phê duyệt|xây dựng|tổ chức|triển khai|giao|",
    r"hoàn thành|hưởng)",
)
_CELEBRATE = pattern(r"^tổ chức\b(?:(?!nhân\b).){0,40}(?:lễ )?kỷ niệm")
_FIGURE = pattern(r"\d\s*[%‰]|\d+\s*(?:triệu|tỷ|ha|tấn|HTX)\b")
# "Đến 31/12/2025, 100% xã đạt chuẩn" is an aim.
_AIMED = pattern(r"\s*,?[^,;.]{0,40}\d\s*[%‰]")
# "Đến 31/12/2025, hoàn thành 100% số nhà" is work that is due.
_FINISHES = pattern(r"\s*[,:]?\s*(?:phải |cơ bản )*", any_of("duties", "finishing", "completing"))
# "A. Khen thưởng hằng năm" is a title.
_TITLE = pattern(r"(?:định kỳ |hằng |hàng )*(?:định kỳ|năm|tháng|quý|tuần)[\s.:)]*")
_FAR = 90  # characters between a verb and its time


class Judge:
    """Judges the moments of one sentence of a plan with the time frame `frame`."""

    def __init__(self, sentence: Sentence, frame: Frame, moments: list[Moment]) -> None:
        self._sentence, self._text, self._frame = sentence, sentence.text, frame
        self._moments = moments
        self._documents = named_documents(self._text)
        basis = sentence.passage.kind is PassageKind.PREAMBLE and _BASIS.match(self._text)
        # Legal bases and effects lay no duty on anybody.
        self.open = not basis and not _EFFECT.search(self._text)

    def accepts(self, moment: Moment) -> bool:
        """Whether `moment` is when the duty of the sentence is due."""
        if not self.open or any(start < moment.end and moment.core < end for start, end in self._documents):
            return False
        match moment.unit:
            case Unit.DAY:
                return self._accepts_day(moment)
            case Unit.WINDOW:
                return self._accepts_window(moment)
            case Unit.MONTH_DAY | Unit.QUARTER_DAY:
                due = moment.relation is Relation.BEFORE or has_verb(self._text)
                return due and not self._is_condition(moment)
            case Unit.MONTH | Unit.QUARTER:
                return self._is_ahead(moment) and (self._is_label(moment) or self._is_due(moment))
            case Unit.YEAR:
                return self._is_ahead(moment) and (self._is_label(moment) or self._ends_in(moment))
            case Unit.YEARS:
                return self._is_label(moment) or self.is_finished_within(moment)
            case Unit.EVERY:
                return self._repeats_work(moment)
            case Unit.TERM:
                return has_verb(self._text)

    def celebrated(self, moment: Moment) -> bool:
        """Whether a jubilee is to be held on the second day of "(28/3/1935 - 28/3/2010)"."""
        if not moment.jubilee or moment.to is None or moment.year is None or moment.to[2] is None:
            return False
        ahead = moment.to[2] >= self._frame.since.year > moment.year
        return self.open and ahead and _CELEBRATE.match(self._text) is not None

    def is_finished_within(self, moment: Moment) -> bool:
        """Whether work is to be finished within years: "thực hiện cơ bản xong trong hai năm 2012 - 2013"."""
        if moment.to_year is None or moment.to_year < self._frame.since.year:
            return False
        inside = re.match(r"trong\b", self._text[moment.core :], re.I) or moment.relation is Relation.IN
        return bool(inside) and re.search(r"(?:xong|hoàn thành)\s*$", self._text[: moment.start], re.I) is not None

    def _accepts_day(self, moment: Moment) -> bool:
        if self._is_past(moment) or self._is_condition(moment) or _GROUP.match(self._text):
            return False
        if moment.relation is Relation.BEFORE:
            return True
        if moment.relation is Relation.BY:
            return not self._is_aim(moment)
        if moment.relation is Relation.SINCE or not has_verb(self._text[: moment.start] or self._text):
            return False
        spelled = "ngày" in self._text[moment.start : moment.end].casefold()
        inside = self._text[: moment.start].rstrip()[-1:] in ("(", "-", "–")
        yearly = any(m.unit is Unit.EVERY for m in self._moments)
        return spelled and not inside and (moment.year is not None or moment.relation is Relation.IN or yearly)

    def _is_aim(self, moment: Moment) -> bool:
        """Whether a rate is to be reached by `moment`, with no word for work that comes to an end."""
        if _FINISHES.match(self._text, moment.end):
            return False
        return _AIMED.match(self._text, moment.end) is not None

    def _accepts_window(self, moment: Moment) -> bool:
        if moment.jubilee or moment.to is None:
            return False
        ends = moment.to[2] or moment.year
        return (ends is None or ends >= self._frame.since.year) and not self._is_condition(moment)

    def _is_past(self, moment: Moment) -> bool:
        day = moment.on(moment.year) if moment.year else None
        return day is not None and day < self._frame.since

    def _is_condition(self, moment: Moment) -> bool:
        """Whether the words before tell since when something is so ("sinh trước ngày ..."), with no work after them."""
        before = self._text[max(0, moment.start - _FAR) : moment.start]
        conditions = list(_CONDITION.finditer(before))
        if not conditions:
            return False
        place = conditions[-1].end()
        return _SENDING.search(before, place) is None and len(before) - place < 60

    def _is_ahead(self, moment: Moment) -> bool:
        year = moment.year or self._frame.only_year
        return year is not None and year >= self._frame.since.year

    def _is_label(self, moment: Moment) -> bool:
        """Whether the passage begins with this time and a colon, and duties follow on the same line."""
        head = heading_time(self._text) if self._sentence.first else None
        return head is not None and head.core == moment.core and has_verb(self._text[moment.end :])

    def _is_due(self, moment: Moment) -> bool:
        """Whether work is to be done in, before or until a month or a quarter."""
        if moment.relation in (Relation.AT, Relation.SINCE) or self._is_condition(moment):
            return False
        return has_verb(self._text) and not _DONE.search(self._text[: moment.start])

    def _ends_in(self, moment: Moment) -> bool:
        """Whether work that comes to an end is due in, before or until a year; the year of an aim or a fund is not."""
        before, after = self._text[: moment.start], self._text[moment.end :]
        if self._sentence.passage.kind is PassageKind.PREAMBLE:
            return False
        if moment.relation is Relation.AT and not before and _FINISHES.match(after):
            return True  # "Năm 2018, hoàn thành việc hỗ trợ nhà ở"
        if moment.relation in (Relation.AT, Relation.SINCE):
            return False
        clause = re.split(r"[,;(]", before)[-1]
        if self._text[moment.start : moment.core].rstrip().endswith(":"):
            return True
        if not before.strip():
            if moment.relation is Relation.BY and self._is_aim(moment):
                return False
            asks = after.lstrip().startswith(",") and _MUST.search(after) and not _SITUATION.match(after)
            return bool(asks) or _BUILDS.match(after) is not None
        if _LABEL.match(self._text) or _DONE.search(clause) or _FIGURE.search(clause + after[:30]):
            return False
        if moment.relation is Relation.BY and _BUILDS.match(after):
            return True
        finishing = list(_FINISHING.finditer(before))
        if not finishing or (len(before) - finishing[-1].end() > _FAR and finishing[0].start() > 0):
            return False
        return moment.relation is not Relation.BY or re.search("hoàn thành|xong", clause) is not None

    def _repeats_work(self, moment: Moment) -> bool:
        """Whether the word of recurrence goes with work, not with a sum of money or the name of a plan."""
        dated = (Unit.DAY, Unit.WINDOW, Unit.MONTH)
        if any(m.unit in dated and self.accepts(m) for m in self._moments):
            return False
        if any(m.unit in (Unit.MONTH_DAY, Unit.QUARTER_DAY) and m.every is moment.every for m in self._moments):
            return False
        if self._sentence.passage.kind is PassageKind.HEADING and _TITLE.fullmatch(self._text, moment.start):
            return False
        before, after = self._text[max(0, moment.start - 70) : moment.start], self._text[moment.end : moment.end + 45]
        if moment.start == 0 and after.startswith(","):
            # "Hằng năm, các sở, ban, ngành và UBND các huyện báo cáo ...": a long subject may stand between
            after = self._text[moment.end : moment.end + 200]
        if _MONEY_OR_PLAN.search(before) or _LABEL.match(self._text):
            return False
        return _REVIEW.search(after) is not None or _REVIEW.search(before) is not None
