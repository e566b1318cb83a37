"""What tells a question from its neighbour: the group, the period, the award, the step, the bound, the year.

A passage may share all other words with a question and answer only its neighbour: how many prizes there are does not
tell how many go to women, what is due each year not what is due each quarter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.answers.understanding import Understanding

# Whom or what a figure is about, and how a plan may say it: looked at where a figure, a sum or a rate is asked for.
_MEASURED: Mapping[str, str] = {
    r"can ngheo": r"can ngheo",
    r"tai ngheo": r"tai ngheo",
    r"moi thoat ngheo": r"moi thoat ngheo",
    r"dan toc(?! (?:viet|ta))|dong bao(?! nhieu)": r"dan toc|dong bao",
    r"phu nu|nu(?: gioi)?": r"phu nu|nu(?: gioi)?",
    r"khuyet tat|tan tat": r"khuyet tat|tan tat",
    r"cao tuoi|nguoi gia": r"cao tuoi|nguoi gia",
    r"tre em|tre mo coi": r"tre|mo coi|hoc sinh|thieu nhi",
    r"hoc sinh|sinh vien": r"hoc sinh|sinh vien|hoc bong|tre em",
    r"cuu chien binh": r"cuu chien binh",
    r"thanh nien|doan vien": r"thanh nien|doan vien",
    r"thu nhap": r"thu nhap|gdp|(?:tien|muc|bang) luong",
    r"(?<!lai )viec lam(?! (?:nha|duong|be|don))": r"viec lam|lao dong",
    r"chu thap do": r"chu thap do",
    r"ton giao|nha chua|nha tho(?! (?:cung|ho))|chua chien|nha su": r"ton giao|chua|nha tho|tin nguong|chuc sac",
    r"tiem(?: phong| chung| ngua)?|vac xin": r"tiem|vac xin|chung ngua",
    r"trung thu": r"trung thu",
    r"thay co|giang vien|bao cao vien|nguoi dung lop": r"thay|giao vien|giang vien|bao cao vien|nguoi day",
}
# What comes again and again, and how a plan says that it does.
_PERIODS: Mapping[str, str] = {
    r"(?:tung|moi|hang|theo|bao cao|giao ban) tuan": r"tuan",
    r"(?:tung|moi|hang|theo|bao cao) quy(?! (?:\d|i|may|nao|vi|dinh|che|trinh|mo|hoach|uoc))": r"quy|0?3 thang",
    r"(?:tung|moi|hang|bao cao) thang(?! (?:\d|may|nao))": r"(?:hang|moi|tung|cua|theo) thang|thang mot lan|\d+ thang|"
    r"bao cao thang",
    r"(?:bao cao|so ket)(?: \S+){0,3} (?:0?6|sau) thang|(?:0?6|sau) thang dau nam": r"(?:0?6|sau) thang|nua nam|"
    r"giua nam",
}
_MEETS = (
    r"(?<!tong )(?<!truong )(?<!phoi )(?<!phu )(?<!ket )(?<!lien )(?<!thich )(?<!long )"
    r"hop(?! (?:tac|phap|ly|dong|le|nhat))|hoi nghi"
)
# Steps of the work on a paper or an award: the day of one is not the day of another.
_STEPS: Mapping[str, str] = {
    rf"{_MEETS}|hoi hop": rf"{_MEETS}|giao ban",
    r"tra loi|tra ket qua|phuc dap|co ket qua|thong bao ket qua|tra ho so": r"tra loi|tra ket qua|"
    r"thong bao|phuc dap",
    r"(?<!cuoi )(?<!dau )(?<!giua )(?<!dinh )(?<!nhiem )(?<!hoc )(?<!tong )(?<!ca )(?<!dang )(?<!thoi )"
    r"ky(?! (?:so|hieu|ket|nay|luat|nhan|nang|yeu|luong))": r"ky",
    r"cong bo|niem yet|cong khai": r"cong bo|niem yet|cong khai",
    r"tap huan|boi duong|mo lop": r"tap huan|boi duong|lop|hoc",
    r"kiem tra|phuc tra|tham tra|thanh tra": r"kiem tra|tra|giam sat",
    r"chi tra|tra tien|giai ngan|phat tien|cap tien|nhan tien|lanh tien": r"chi|tra|giai ngan|cap|tam ung|thanh toan|"
    r"giao|nhan",
    r"(?<!duoc )giao(?: \S+){0,8} xuong": r"giao",
    r"pho bien|quan triet": r"pho bien|quan triet|tuyen truyen|trien khai",
    r"trao tang|trao thuong|phat thuong|trao giai": r"trao|tang|ton vinh|tuyen duong|khen",
}
# Papers and occasions: what holds for one of them does not hold for another.
_PAPERS: Mapping[str, str] = {
    r"quyet toan": r"quyet toan",
    r"so ket": r"so ket|giua ky|giua giai doan",
    r"tong ket": r"tong ket|cuoi ky|ket thuc|cuoi",
    r"co thi dua|co luu niem": r"co thi dua|co luu niem|co",
    r"ky niem chuong|huy hieu": r"ky niem chuong|huy hieu",
    r"to trinh": r"to trinh|trinh",
    r"nop don|don (?:cua|xin|de nghi)": r"don|dang ky",
    r"bien ban": r"bien ban",
    r"dot xuat": r"dot xuat",
    r"ho so": r"ho so|giay to|don|to trinh|danh sach|bien ban|de nghi",
}
# Occasions at which awards are given: how many there are at one is not how many there are at another.
_OCCASIONS: Mapping[str, str] = {
    r"so ket|giua ky": r"so ket|giua ky|giua giai doan",
    r"tong ket|cuoi ky": r"tong ket|cuoi ky|cuoi giai doan",
    r"dot xuat": r"dot xuat",
    r"hang nam|moi nam|thuong nien": r"hang nam|moi nam|thuong nien",
}
# What money is for, where a sum is asked for.
_BUDGET: Mapping[str, str] = {
    r"von dau tu": r"von|dau tu",
    r"kinh phi|ngan sach|du toan": r"kinh phi|ngan sach|von|tien|chi(?! (?:tieu|dao))|ho tro|du toan|"
    r"muc (?:chi|ho tro|cap)|cap(?! (?:uy|xa|huyen|tinh))",
}
_MOST = (
    r"toi da|nhieu nhat|cao nhat|lau nhat|lon nhat|khong qua",
    r"toi da|nhieu nhat|cao nhat|khong qua|khong vuot|duoi|tran|den",
)
_LEAST = (r"toi thieu|it nhat|thap nhat|nho nhat", r"toi thieu|it nhat|thap nhat|tro len|tren|hon|tu")
_LEVELS = "xa|huyen|tinh|so|bo|trung uong|thu tuong"
_SENT = re.compile(
    r"(?<!\S)(?:gui|nop|bao cao|trinh|chuyen|bao|dem)(?: \S+){0,8}? (?:len|ve|toi|cho|sang|qua|xuong) (?:tren |duoi )?"
    rf"(?:uy ban nhan dan |cap )?({_LEVELS})(?!\S)(?! (?:minh|nay|hoi|nao|may))"
)
_SENT_TO = re.compile(
    r"(?<!\S)(?:ve|cho|gui|len|trinh|toi|qua|bao cao|nop|noi nhan|sang)"
    rf"(?: (?:cho|ve|len|uy ban nhan dan|chu tich|cap|ban|thi dua|khen thuong)){{0,7}} ({_LEVELS})(?!\S)"
)
# One of several that a number tells apart: "khóa 3", "giải nhì", "thôn Đông 2".
_DESIGNATED = re.compile(
    r"(?<!\S)(?:(khoa|dot|nhom|lop|vong|giai|loai|buoc|khu vuc|vung|phuong an|thon|to|ap|xom|khu pho|to dan pho)|"
    r"(?:thon|to|ap|xom|khu pho|buon|ban|lang) (?:[a-z]+ )?([a-z]+)) "
    r"(\d{1,2}|i{1,3}|iv|ix|x|(?<=giai )(?:nhat|nhi|ba))(?!\S)"
)


# What a report of a period is asked for besides its day: to whom it goes.
_REPORTS = re.compile(r"(?<!\S)bao cao (?:quy|thang|tuan)(?: \S+){0,4} (?:ai|dau|(?:so|phong|ban|co quan) nao)(?!\S)")
_ROMAN = {str(n): roman for n, roman in enumerate("i ii iii iv v vi vii viii ix x".split(), 1)}  # noqa: SIM905


def is_neighbour(asked: Understanding, shown: str, told: str, plan: str, *, figure: bool) -> bool:
    """Whether an answer is that to a neighbour of the question; all texts are folded.

    `shown` is what the answer says, `told` that with the passages around it and their headings, `plan` the whole text;
    `figure` tells whether a number, a sum or a rate is asked for.
    """
    moment = asked.asks("date", "days")
    dated = moment and not asked.own_day and not asked.asks("yes_no", "document")
    paper = asked.asks("date", "days", "document", "dossier") and not figure and not asked.asks("yes_no", "compare")
    return bool(
        (figure and (_differs(_MEASURED, asked, told) or _other_bound(asked, told) or _other_year(asked, shown)))
        or (figure and asked.awards and _other_occasion(asked, told))
        or ((moment or " thu may" in asked.folded or _REPORTS.search(asked.folded)) and _differs(_PERIODS, asked, told))
        or (asked.asks_sum and _differs(_BUDGET, asked, shown))
        or (paper and _differs(_PAPERS, asked, told))
        or (dated and _differs(_STEPS, asked, told))
        or ((moment or figure) and (_other_receiver(asked, told) or _other_designation(asked, plan)))
    )


def _says(pattern: str, folded: str) -> bool:
    return re.search(rf"(?<!\S)(?:{pattern})(?!\S)", folded) is not None


def _differs(words: Mapping[str, str], asked: Understanding, told: str) -> bool:
    """Whether the question has one of the `words`, and `told` nothing that means the same."""
    return any(_says(wanted, asked.folded) and not _says(same, told) for wanted, same in words.items())


def _other_occasion(asked: Understanding, told: str) -> bool:
    """Whether awards of one occasion are asked for, and `told` has those of others only."""
    wanted = {words for words in _OCCASIONS if _says(words, asked.folded)}
    has = {words for words, same in _OCCASIONS.items() if _says(same, told)}
    return bool(wanted and has) and wanted.isdisjoint(has)


def _other_bound(asked: Understanding, told: str) -> bool:
    """Whether the most is asked for and only the least told, or the other way round."""
    return any(
        _says(wanted, asked.folded) and not _says(same, told) and _says(other, told)
        for (wanted, same), (_, other) in ((_MOST, _LEAST), (_LEAST, _MOST))
    )


def _other_year(asked: Understanding, shown: str) -> bool:
    """Whether a figure of a year is asked for, and there are figures of other years only."""
    years = [int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", shown)]
    return bool(asked.years and years) and all(not min(years) <= y <= max(years) for y in asked.years)


def _other_receiver(asked: Understanding, told: str) -> bool:
    """Whether something goes to a body of one level, and `told` sends it to those of another."""
    sent = set(_SENT_TO.findall(told))
    return bool(sent) and any(
        m[1] not in sent and not _says(rf"(?:gui|bao cao|trinh|nop|ve)(?: [^\s|]+){{0,9}} {m[1]}", told)
        for m in _SENT.finditer(asked.folded)
    )


def _other_designation(asked: Understanding, plan: str) -> bool:
    """Whether one of several that are told apart by a number is meant, and the plan knows its neighbours only."""
    return any(
        not _says(f"{word} (?:{m[3]}|{_ROMAN.get(m[3], m[3])})", plan)
        and _says(rf"{word} (?:\d{{1,2}}|[ivx]{{1,4}}|nhat|nhi)", plan)
        for m in _DESIGNATED.finditer(asked.folded)
        if (word := m[1] or m[2])
    )
