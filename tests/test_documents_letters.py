"""Text in the old code tables TCVN3 and VNI, and in Windows 1258, becomes Unicode: every vowel with every tone."""

from __future__ import annotations

import pytest

from bot.documents import DocumentError, read_document
from bot.documents.legacy import convert, encoding_of, encoding_of_font, is_capitals_font
from knowledge.library import load_library
from knowledge.text import nfc
from tests.plan_documents import read_here

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]  # none, huyền, hỏi, ngã, sắc, nặng
# TCVN 5712:1993 VN3 and VNI as their users know them, in the order of VOWELS and TONES; written down from printed
# tables, beside the data and not from it.
TCVN3 = [
    "a µ ¶ · ¸ ¹",
    "¨ » ¼ ½ ¾ Æ",
    "© Ç È É Ê Ë",
    "e Ì Î Ï Ð Ñ",
    "ª Ò Ó Ô Õ Ö",
    "i × Ø Ü Ý Þ",
    "o ß á â ã ä",
    "« å æ ç è é",
    "¬ ê ë ì í î",
    "u ï ñ ò ó ô",
    "\u00ad õ ö ÷ ø ù",
    "y ú û ü ý þ",
]
VNI = [
    "a aø aû aõ aù aï",
    "aê aè aú aü aé aë",
    "aâ aà aå aã aá aä",
    "e eø eû eõ eù eï",
    "eâ eà eå eã eá eä",
    "i ì æ ó í ò",
    "o oø oû oõ où oï",
    "oâ oà oå oã oá oä",
    "ô ôø ôû ôõ ôù ôï",
    "u uø uû uõ uù uï",
    "ö öø öû öõ öù öï",
    "y yø yû yõ yù î",
]
LETTERS = [nfc(vowel + tone) for vowel in VOWELS for tone in TONES]


def cells(table: list[str]) -> list[str]:
    """The signs of a table, one for each letter of LETTERS."""
    return [sign for row in table for sign in row.split(" ")]


@pytest.mark.parametrize(("encoding", "table"), [("tcvn3", TCVN3), ("vni", VNI)])
def test_every_vowel_with_every_tone(encoding: str, table: list[str]) -> None:
    assert [convert(sign, encoding) for sign in cells(table)] == LETTERS


def test_capitals() -> None:
    upper = [sign[0].upper() + sign[1:] for sign in cells(VNI)]
    assert [convert(sign, "vni") for sign in upper] == [letter.upper() for letter in LETTERS]
    assert [convert(sign.upper(), "vni") for sign in upper] == [letter.upper() for letter in LETTERS]
    assert convert("¡¢£¤¥¦§®", "tcvn3") == "ĂÂÊÔƠƯĐđ"
    assert convert("ÑñUÛY BAN", "vni") == "ĐđỦY BAN"


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("tcvn3", "§éc lËp - Tù do - H¹nh phóc. Uû ban nh©n d©n tØnh Hoµ B×nh ban hµnh kÕ ho¹ch gi¶m nghÌo."),
        (
            "vni",
            "Ñoäc laäp - Töï do - Haïnh phuùc. UBND tænh Hoøa Bình ban haønh keá hoaïch giaûm ngheøo.",
        ),
    ],
)
def test_a_text_says_itself_in_which_code_table_it_is(encoding: str, written: str) -> None:
    assert encoding_of(written) == encoding
    for data in (written.encode("latin-1"), written.encode()):  # as a file of that time, and pasted into a new one
        document = read_here(data, "a.txt")
        assert document.text.startswith("Độc lập - Tự do - Hạnh phúc. ")
        assert "ban hành kế hoạch giảm nghèo." in document.text
        assert [(d.code, d.detail) for d in document.doubts] == [("old_letters", encoding.upper())]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_whole_plan_comes_back_from_an_old_code_table(encoding: str) -> None:
    """Capitals with a tone do not exist in TCVN3, so the plan is in small letters."""
    text = load_library()["binh-thuan"].source.lower()
    signs = dict(zip(LETTERS, cells(TCVN3 if encoding == "tcvn3" else VNI), strict=True))
    signs |= {"đ": "®" if encoding == "tcvn3" else "ñ", "“": '"', "”": '"', "–": "-"}
    old = "".join(signs.get(letter, letter) for letter in text)
    plain = text.replace("“", '"').replace("”", '"').replace("–", "-")
    assert read_here(old.encode("latin-1"), "a.txt").text.strip() == plain.strip()


def test_windows_1258_has_marks_of_its_own() -> None:
    text = "Ủy ban nhân dân tỉnh ban hành kế hoạch giảm nghèo bền vững"
    written = "".join(_parted(letter) for letter in text).encode("cp1258")
    assert read_here(written, "a.txt").text == text + "\n"


def _parted(letter: str) -> str:
    """A letter as Windows 1258 has it: vowels with their hats, tones apart."""
    for tone in TONES[1:]:
        for vowel in VOWELS + VOWELS.upper():
            if nfc(vowel + tone) == letter:
                return vowel + tone
    return letter


def test_unicode_and_other_languages_stay_as_they_are() -> None:
    for plan in load_library():
        assert encoding_of(plan.source) is None
    for text in ("Kế hoạch số 12/KH-UBND", "Le procès-verbal de l'assemblée générale a été signé à Genève.", "Ö ä ü ß"):
        assert encoding_of(text) is None
    with pytest.raises(DocumentError, match="sai bảng mã"):
        read_document("Procès-verbal de la réunion générale".encode("latin-1"), "a.txt")


def test_fonts_tell_their_code_table() -> None:
    assert [encoding_of_font(f) for f in (".VnTime", ".VnArialH", "VNI-Times", "Times New Roman", "Vni")] == [
        "tcvn3", "tcvn3", "vni", None, None
    ]  # fmt: skip
    assert [is_capitals_font(f) for f in (".VnTimeH", ".VnArial Narrow", ".VnTime", "VNI-HelveH")] == [
        True, False, False, False
    ]  # fmt: skip
