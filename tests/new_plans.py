"""Invented plans of 2026-2030, which officers send to the bot, and a bot that takes them."""

from __future__ import annotations

from pathlib import Path

from bot.conversation.reception import Reception
from bot.conversation.turn import Desk
from bot.ids import Ids
from bot.message import Message
from bot.people.areas import Area
from bot.people.model import Role
from bot.plans.live import LiveAnswers
from bot.plans.model import State
from bot.plans.shelf import Shelf
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from tests.conftest import ids_in_order
from tests.households import OFFICE, SteppingClock, Village

TRIEU_SON = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn")
THO_PHU = Area("Tỉnh Thanh Hóa", "Xã Thọ Phú")
LAM_DONG = Area("Tỉnh Lâm Đồng")

COMMUNE_PLAN = """ỦY BAN NHÂN DÂN
XÃ TRIỆU SƠN
Số: 12/KH-UBND

Triệu Sơn, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Tổ chức Phong trào thi đua "Vì người nghèo - Không để ai bị bỏ lại phía sau" xã Triệu Sơn giai đoạn 2026 - 2030

Ủy ban nhân dân xã Triệu Sơn xây dựng kế hoạch như sau:

I. MỤC ĐÍCH
1. Vận động các thôn cùng giúp hộ nghèo.
2. Mỗi thôn giúp ít nhất 01 hộ thoát nghèo mỗi năm.

II. TIÊU CHÍ KHEN THƯỞNG
1. Đối với thôn
a) Không còn hộ nghèo ở nhà tạm, nhà dột nát.
b) Trên 95% người dân có thẻ bảo hiểm y tế.
2. Đối với hộ gia đình
a) Tự nguyện đăng ký thoát nghèo.
b) Giúp được hộ khác trong thôn thoát nghèo.

III. KHEN THƯỞNG
Hằng năm, Chủ tịch Ủy ban nhân dân xã tặng Giấy khen cho không quá 07 hộ gia đình tiêu biểu.

IV. TỔ CHỨC THỰC HIỆN
1. Các thôn báo cáo kết quả thực hiện về Ủy ban nhân dân xã trước ngày 20 tháng 11 hằng năm.
2. Phòng Kinh tế gửi hồ sơ đề nghị khen thưởng về Ủy ban nhân dân xã trước ngày 05 tháng 12 hằng năm.
3. Mặt trận Tổ quốc xã tổ chức tổng kết Phong trào trong năm 2030.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn An
"""
LATER_PLAN = (
    COMMUNE_PLAN.replace("Số: 12/KH-UBND", "Số: 45/KH-UBND")
    .replace("ngày 05 tháng 01 năm 2026", "ngày 10 tháng 11 năm 2026")
    .replace(
        "xây dựng kế hoạch như sau:",
        "xây dựng kế hoạch như sau (thay thế Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã):",
    )
    .replace("trước ngày 20 tháng 11 hằng năm", "trước ngày 15 tháng 12 hằng năm")
    .replace("không quá 07 hộ", "không quá 09 hộ")
    .replace(
        "2. Phòng Kinh tế gửi hồ sơ đề nghị khen thưởng về Ủy ban nhân dân xã trước ngày 05 tháng 12 hằng năm.\n3.",
        "2. Trưởng thôn lập danh sách hộ cần giúp, gửi Ủy ban nhân dân xã trước ngày 31 tháng 3 hằng năm.\n3.",
    )
)
PROVINCE_PLAN = (
    COMMUNE_PLAN.replace("XÃ TRIỆU SƠN", "TỈNH LÂM ĐỒNG")
    .replace("xã Triệu Sơn", "tỉnh Lâm Đồng")
    .replace("Số: 12/KH-UBND", "Số: 1500/KH-UBND")
    .replace("Triệu Sơn, ngày", "Đà Lạt, ngày")
    .replace("Ủy ban nhân dân xã", "Ủy ban nhân dân tỉnh")
    .replace("Các thôn báo cáo", "Các xã, phường báo cáo")
    .replace("không quá 07 hộ", "không quá 20 hộ")
)


def office_of(folder: Path, store: SqliteStore, ids: Ids | None = None, answers: LiveAnswers | None = None) -> Village:
    """A bot that takes plans: officers of two communes and a province, a village head, a household."""
    clock = SteppingClock()
    desk = Desk(
        answers or LiveAnswers(folder / "plans"), store, load_texts(), ids or ids_in_order(), "", OFFICE, Shelf(folder)
    )
    made = Village(Reception(desk, clock), clock)
    made.appoint("xa", Role.OFFICER, TRIEU_SON)
    made.appoint("dongnghiep", Role.OFFICER, TRIEU_SON)
    made.appoint("xakhac", Role.OFFICER, THO_PHU)
    made.appoint("tinh", Role.OFFICER, LAM_DONG)
    made.appoint("thon2", Role.VILLAGE_HEAD, Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 2"))
    return made


def work_on(office: Village) -> Message | None:
    """Do what there is to do about uploads, as a channel does; the last that was said."""
    plans, last = office.reception.plan_work(), None
    while uploads := plans.waiting("console"):
        for upload in uploads:
            if upload.state is State.RECEIVED:
                plans.keep(upload, Path(upload.ref).read_bytes())
                continue
            for reply in plans.advance(upload, lambda _: None):
                office.reception.delivered(reply)
                last = reply.message
    return last
