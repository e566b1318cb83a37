"""Whether an expression of time is when a duty is due: not a document's name, an anniversary or a condition."""

from __future__ import annotations

import re

from knowledge.facts.dates import Moment, Relation, Unit
from knowledge.facts.duties import has_verb
from knowledge.facts.period import Frame, heading_time
from knowledge.facts.references import named_documents
from knowledge.facts.sentences import Sentence
from knowledge.facts.words import any_of
from knowledge.plans.model import PassageKind

_CONDITION = re.compile(rf"(?i:{any_of('conditions', 'words')})")
_SENDING = re.compile(rf"(?i:{any_of('duties', 'sending', 'finishing')})")
_FINISHING = re.compile(rf"(?i:{any_of('duties', 'finishing')})")
_BASIS = re.compile(r"(?i)^(?:căn cứ|xét|theo|thực hiện|thi hành|trên cơ sở|quán triệt)\s")
_EFFECT = re.compile(r"(?i)(?:có hiệu lực|hiệu lực thi hành|hết hiệu lực|chịu trách nhiệm thi hành)")
_LABEL = re.compile(r"(?i)^(?:số lượng|tiêu chí|tiêu chuẩn|mức|hình thức|điều kiện|đối tượng|kinh phí|dự toán)")
_MUST = re.compile(r"(?i)(?<!\w)(?:phải|tiếp tục|thực hiện|tổ chức|hoàn thành|xây dựng|triển khai|tập trung|ban hành|tiến hành|rà soát)(?!\w)")
_REVIEW = re.compile(r"(?i)(?<!\w)(?:báo cáo|kiểm tra|giám sát|đánh giá|sơ kết|tổng kết|tổng hợp|khen thưởng|rà soát|bố trí|tổ chức|chủ động|xây dựng|lập|có báo cáo|đoàn kiểm tra|cao điểm)(?!\w)")
_ATTRIBUTE = re.compile(r"(?i)(?:kinh phí|trợ cấp|phụ cấp|ngân sách|chỉ tiêu|kế hoạch|bình quân|dự toán|chi|thu|vốn|nguồn|thường xuyên|báo cáo|chế độ)\s*$")
_DONE_PAST = re.compile(r"(?i)(?:đã|được)\s+(?:được\s+)?(?:đạt|có|thực hiện|ban hành|báo cáo|phê duyệt|xây dựng|tổ chức|triển khai|giao|hoàn thành|hưởng)")
_CELEBRATE = re.compile(r"(?i)^tổ chức\b(?:(?!nhân\b).){0,40}(?:lễ\s+)?kỷ niệm")
_FIGURE = re.compile(r"\d\s*%|\d+\s*(?:triệu|tỷ|ha|tấn|HTX)\b")


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
                return has_verb(self._text) and not self._is_condition(moment)
            case Unit.MONTH | Unit.QUARTER:
                return self._is_ahead(moment) and (self._is_label(moment) or self._is_due(moment))
            case Unit.YEAR:
                return self._is_ahead(moment) and (self._is_label(moment) or self._is_finished_in(moment))
            case Unit.YEARS:
                return self._is_label(moment)
            case Unit.EVERY:
                return self._repeats_work(moment)
            case Unit.TERM:
                return has_verb(self._text)
        return False

    def _accepts_day(self, moment: Moment) -> bool:
        if self._is_past(moment) or self._is_condition(moment):
            return False
        if moment.relation in (Relation.BEFORE, Relation.BY):
            return True
        if moment.relation is Relation.SINCE or not has_verb(self._text[: moment.start] or self._text):
            return False
        spelled = "ngày" in self._text[moment.start : moment.end].casefold()
        inside = self._text[: moment.start].rstrip()[-1:] in ("(", "-", "–")
        if moment.year is None:
            yearly = any(m.unit is Unit.EVERY for m in self._moments)
            return spelled and not inside and (moment.relation is Relation.IN or yearly)
        return spelled and not inside

    def _accepts_window(self, moment: Moment) -> bool:
        assert moment.to is not None
        same_day = (moment.day, moment.month) == moment.to[:2]
        if same_day:  # "(28/3/1935 - 28/3/2010)": the second one is the day that is celebrated
            return False
        ends = moment.to[2] or moment.year
        if ends is not None and ends < self._frame.since.year:
            return False
        return not self._is_condition(moment)

    def celebrated(self, moment: Moment) -> bool:
        """Whether a jubilee is to be held on the second day of "(28/3/1935 - 28/3/2010)"."""
        if moment.unit is not Unit.WINDOW or moment.to is None or moment.year is None or moment.to[2] is None:
            return False
        same_day = (moment.day, moment.month) == moment.to[:2]
        ahead = moment.to[2] >= self._frame.since.year > moment.year
        return self.open and same_day and ahead and _CELEBRATE.match(self._text) is not None

    def _is_past(self, moment: Moment) -> bool:
        day = moment.on(moment.year) if moment.year else None
        return day is not None and day < self._frame.since

    def _is_condition(self, moment: Moment) -> bool:
        """Whether the words before tell since when something is so ("sinh trước ngày ...") and nothing is sent or finished."""
        before = self._text[max(0, moment.start - 90) : moment.start]
        conditions = list(_CONDITION.finditer(before))
        if not conditions:
            return False
        return _SENDING.search(before, conditions[-1].end()) is None and len(before) - conditions[-1].end() < 60

    def _is_ahead(self, moment: Moment) -> bool:
        year = moment.year or self._frame.only_year
        return year is not None and year >= self._frame.since.year

    def _is_label(self, moment: Moment) -> bool:
        """Whether the passage begins with this time and a colon, and duties follow on the same line."""
        head = heading_time(self._text) if self._sentence.first else None
        if head is None or head.core != moment.core:
            return False
        return has_verb(self._text[moment.end :])

    def _is_due(self, moment: Moment) -> bool:
        """Whether work is to be done in, before or until a month or a quarter."""
        if moment.relation in (Relation.AT, Relation.SINCE) or self._is_condition(moment):
            return False
        return has_verb(self._text) and not _DONE_PAST.search(self._text)

    def _is_finished_in(self, moment: Moment) -> bool:
        """Whether work that comes to an end is to be done in, before or until a year; a year of an aim is not."""
        if moment.relation in (Relation.AT, Relation.SINCE) or self._sentence.passage.kind is PassageKind.PREAMBLE:
            return False
        before, after = self._text[: moment.start], self._text[moment.end :]
        clause = re.split(r"[,;(]", before)[-1]
        if not before.strip() and after.lstrip().startswith(","):
            return _MUST.search(after[:200]) is not None
        if _LABEL.match(self._text) or _DONE_PAST.search(clause) or _FIGURE.search(clause + after[:30]):
            return False
        finishing = list(_FINISHING.finditer(before))
        near = bool(finishing) and len(before) - finishing[-1].end() < 90
        return near and (moment.relation is not Relation.BY or "hoàn thành" in clause or "xong" in clause)

    def _repeats_work(self, moment: Moment) -> bool:
        """Whether the word of recurrence goes with work, not with a sum of money or the name of a plan."""
        if any(m.unit in (Unit.DAY, Unit.WINDOW, Unit.MONTH) and self.accepts(m) for m in self._moments):
            return False
        before, after = self._text[max(0, moment.start - 70) : moment.start], self._text[moment.end : moment.end + 25]
        if _ATTRIBUTE.search(before):
            return False
        return _REVIEW.search(after) is not None or _REVIEW.search(before) is not None
