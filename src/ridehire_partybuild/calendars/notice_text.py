"""A pasted notice as sentences, and the dates in them.

Web pages break lines where they like, and mix full-width with half-width forms: all of it is
brought to one form, and each sentence remembers its line and how it was written.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import attrs

from ridehire_partybuild.errors import Lang

from .statutory import festivals

__all__ = [
    "HAN",
    "NAMES",
    "RULING",
    "Misread",
    "Moment",
    "Sentence",
    "Weekday",
    "dates_in",
    "lunar_dates",
    "number",
    "sentences",
    "weekday_of",
]

_NAME = (
    r"(?:元旦|新年|春节|除夕|清明节?|[“\"']?五一[”\"']?(?:国际劳动节)?|(?:国际)?劳动节|端午节?|中秋节?"
    r"|[“\"']?十一[”\"']?|国庆节?|[^,;。:、和及\d]{0,30}(?:\d+周年)?纪念日)"
)
NAMES = rf"{_NAME}(?:[、和及]{_NAME})*"
"""The holidays of a heading, one or several."""

RULING = re.compile(r"放假|上班|调休|补休|补班|公休|连休|休假|休息|延长")
"""Words that rule days: a sentence with one of them is understood or refused."""

_NUMBER = r"\(?[一二三四五六七八九十]{1,2}[、.)]+|\d{1,2}[、.)](?!\d)"
_HEAD = re.compile(rf"{_NUMBER}|{NAMES}:")
_NAMED = re.compile(rf"(?:{_NUMBER})?{NAMES}(?::|$)")
_ENDS = re.compile(r"[。!?;]|(?<=[天班休])\.")

# What says nothing about the days of the year: the frame of the notice and of the web page. None of
# it may swallow a date of which somebody could mean something.
_DAY = r"\d{1,2}月\d{1,2}日(?![至到\-—~、放上]|\((?:周|星期))"
_SAYS_NOTHING = re.compile(
    "|".join(
        (
            (
                r"(?:国务院)?(?:办公厅)?关于(?:延长|调整)?(?:\d{4}年)?"
                r"[^,。:;\d]{0,40}(?:\d+周年)?[^,。:;\d]{0,20}的通知"
            ),
            r"国办?发(?:明电)?[〔\[(]\d{4}[〕\])]\d+号",
            r"各省、自治区、直辖市人民政府,国务院各部委、各直属机构:?",
            (
                r"(?:经(?:党中央、)?国务院批准,)?(?:为[^。;\d]{4,120},)?"
                r"现将[^。;:]{0,80}(?:通知|公布|公告)?如下[:。]?"
            ),
            r"(?:\d{4}年)?[^,。;:\d]{0,60}放假调休日期的?具体安排(?:通知)?如下[:。]?",
            r"特作如下(?:调休|安排):",
            r"按照上述原则,",
            (
                r"(?:经(?:党中央、)?国务院批准,)?根据\d{4}年\d{1,2}月修订的《[^》]*》,"
                r"自\d{4}年1月1日起,全体公民放假的假日增加\d+天(?:,其中[^。\d]*\d天)?"
            ),
            r"据此对放假调休原则作[^。]*",
            r"(?:节假日|节日|假日|放假)期间,[^。\d]*",
            r"鼓励[^。\d(]*(?:\([^()]*\)[^。\d(]*)*",
            r"因[^。,\d]{0,60}不能休假的职工,[^。\d]*",
            r"带薪年?休假",
            rf"国务院(?:办公厅)?(?:\d{{4}}年)?{_DAY}",
            rf"(?:成文|发布|发文|印发|公布)?(?:日期|时间):?\d{{4}}年{_DAY}",
            rf"新华社[^\d,。]{{0,10}}{_DAY}电",
        )
    )
)
_PUBLISHED = re.compile(
    r"(?:国务院(?:办公厅)?|(?:成文|发布|发文|印发|公布)(?:日期|时间):?)"
    r"(\d{4})年(\d{1,2})月(\d{1,2})日(?![至到—~、(放上])"
)
_TITLE = re.compile(r"国务院(?:办公厅)?关于[^,。:;]{2,80}?的通知")

_ONES = "一二三四五六七八九"
_DIGITS: dict[str, int] = dict(zip("〇○零" + _ONES, (0, 0, 0, *range(1, 10)), strict=True)) | {
    "两": 2
}
HAN = rf"(?:[{_ONES}]?十[{_ONES}]?|[{_ONES}两])"
"""A number below 100 in Han numerals."""

_HAN_DATE = re.compile(
    rf"(?<![农历初月正{_ONES}十])(?:([〇○零{_ONES}]{{4}})年)?({HAN})月({HAN})[日号]"
)
_HAN_DAY = re.compile(rf"(?<![农历初月正{_ONES}十])({HAN})日")
_MOMENT = re.compile(
    r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})(?:[日号]|(?=(?:至|到|[—~-]+)\d{1,2}[日号]))(\([^()]*\))?"
)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")


def number(text: str) -> int:
    """Return a number below 100 in digits or Han numerals.

    >>> [number(text) for text in ("7", "七", "十一", "三十", "二十八")]
    [7, 7, 11, 30, 28]
    """
    if text.isdecimal():
        return int(text)
    tens, found, ones = text.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if found else 0) + _DIGITS.get(ones, 0)


def weekday_of(text: str) -> int | None:
    """Return the weekday of which ``text`` speaks, Monday being 0; None if it does not.

    >>> weekday_of("周日"), weekday_of("星期一"), weekday_of("除夕")
    (6, 0, None)
    """
    found = _WEEKDAY.fullmatch(text)
    return None if found is None else "一二三四五六日".index(found[1].replace("天", "日"))


@attrs.frozen
class Weekday:
    """A day of the week by its number, Monday being 0, as messages name it.

    >>> Weekday(6).label(), Weekday(6).label("zh")
    ('Sunday', '星期日')
    """

    number: int

    def label(self, lang: Lang = "en") -> str:
        """Return its name."""
        names = _EN_WEEKDAYS if lang == "en" else tuple(f"星期{one}" for one in "一二三四五六日")
        return names[self.number]


_EN_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@attrs.frozen
class Sentence:
    """One sentence: in one form to be read, as it was written to be shown, and where it stood.

    Attributes:
        text: In half-width forms, without white space and without what says nothing.
        shown: As it was written, on one line.
        line: From 1.
        whole: ``text`` with all that says nothing.
    """

    text: str
    shown: str
    line: int
    whole: str

    @property
    def title(self) -> str | None:
        """The title of the notice, if it stands here."""
        found = _TITLE.search(self.whole)
        return None if found is None else found[0]

    @property
    def published(self) -> str | None:
        """The day of publication, if it stands here."""
        found = _PUBLISHED.search(self.whole)
        if found is None:
            return None
        try:
            return date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            return None

    @property
    def speaks_of(self) -> tuple[int, ...]:
        """The years whose holidays it says it rules."""
        said = re.findall(rf"(\d{{4}})年(?:部分节假日|{_NAME})", self.whole)
        return tuple(int(year) for year in said)

    @property
    def rules(self) -> bool:
        """Whether it has to be understood."""
        dated = re.search(r"\d月|(?<!\d)\d{1,2}日", self.text)
        return bool(dated or RULING.search(self.text) or _NAMED.match(self.text))

    @property
    def opens(self) -> bool:
        """Whether a holiday begins here, by its number or its name."""
        return _HEAD.match(self.text) is not None


_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@attrs.frozen
class _Char:
    char: str
    line: int
    raw: int


def _characters(text: str) -> Iterator[_Char]:
    """Yield the characters that count; a line feed stands where a heading begins a new line."""
    raw = 0
    for number_of_line, line in enumerate(text.splitlines(keepends=True), 1):
        shaped = [
            _Char(char=char, line=number_of_line, raw=raw + at)
            for at, original in enumerate(line)
            # half of a pair is no character: no message could be printed that repeats it
            for char in unicodedata.normalize("NFKC", original).translate(_HALVES)
            if not char.isspace() and unicodedata.category(char) not in {"Cf", "Cc"}
        ]
        if _HEAD.match("".join(one.char for one in shaped)):
            yield _Char(char="\n", line=number_of_line, raw=raw)
        yield from shaped
        raw += len(line)


def sentences(text: str) -> tuple[Sentence, ...]:
    r"""Return the sentences of a pasted text that hold anything, with their lines.

    >>> [(one.text, one.line) for one in sentences("１月１日\n（周四）放假。")]
    [('1月1日(周四)放假', 1)]
    """
    chars = list(_characters(text))
    flat = "".join(one.char for one in chars)
    cuts = [0, *(one.end() for one in re.finditer(rf"{_ENDS.pattern}|\n", flat)), len(flat)]
    found = []
    for start, end in pairwise(cuts):
        piece = flat[start:end].strip("\n。!?;.")
        if not piece:
            continue
        first = start + flat[start:end].index(piece[0])
        last = first + len(piece) - 1
        shown = " ".join(text[chars[first].raw : chars[last].raw + 1].split())
        whole = _in_digits(piece)
        read = _SAYS_NOTHING.sub("", whole).strip(",:")
        found.append(Sentence(text=read, shown=shown, line=chars[first].line, whole=whole))
    return tuple(found)


def _in_digits(text: str) -> str:
    """Write dates in Han numerals with digits; lunar ones have no word for a day at their end."""

    def whole(match: re.Match[str]) -> str:
        year = "".join(str(_DIGITS[char]) for char in match[1]) + "年" if match[1] else ""
        return f"{year}{number(match[2])}月{number(match[3])}日"

    return _HAN_DAY.sub(lambda one: f"{number(one[1])}日", _HAN_DATE.sub(whole, text))


@attrs.frozen
class Moment:
    """A date as written: what is left out is None; ``said`` is what its parentheses say."""

    year: int | None
    month: int | None
    day: int
    said: tuple[str, ...]
    start: int
    end: int


class Misread(Exception):  # noqa: N818 - it is caught and told as a problem
    """Something in a sentence that cannot be read or is not true: a code and what fills it."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def dates_in(clause: str) -> Iterator[Moment]:
    """Yield the dates of a clause as they are written.

    >>> [(one.month, one.day, one.said) for one in dates_in("2月14日(周六)、28日(周六)上班")]
    [(2, 14, ('周六',)), (None, 28, ('周六',))]
    """
    for match in _MOMENT.finditer(clause):
        year, month, day, said = match.groups()
        parts = re.split("[、,;]", said[1:-1]) if said else []
        yield Moment(
            year=int(year) if year else None,
            month=int(month) if month else None,
            day=int(day),
            said=tuple(part for part in parts if part),
            start=match.start(),
            end=match.end(),
        )


_FESTIVAL = {
    "除夕": ("spring_festival", -1),
    "春节": ("spring_festival", 0),
    "清明": ("qingming", 0),
    "端午": ("dragon_boat", 0),
    "中秋": ("mid_autumn", 0),
    "五月初五": ("dragon_boat", 0),
    "八月十五": ("mid_autumn", 0),
}


def lunar_dates(said: str, year: int) -> frozenset[date] | None:
    """Return the dates in ``year`` that a lunar date or a festival's name may mean; None if open.

    The last lunar month has 29 or 30 days, so that its days may be either of two.

    >>> sorted(str(day) for day in lunar_dates("农历正月初七", 2026))
    ['2026-02-23']
    >>> lunar_dates("农历四月初八", 2026) is None
    True
    """
    when = festivals(year)
    if not when:
        return None
    word = re.sub("^即?(?:农历)?|节?(?:当日)?$", "", said)
    if word in _FESTIVAL:
        name, offset = _FESTIVAL[word]
        return frozenset({date.fromordinal(when[name].toordinal() + offset)})
    spring = when["spring_festival"].toordinal()
    if found := re.fullmatch("(?:正月|大年)初([一二三四五六七八九十])", word):
        return frozenset({date.fromordinal(spring + number(found[1]) - 1)})
    if found := re.fullmatch("(?:腊月|十二月)([廿二三]?十?[一二三四五六七八九十])", word):
        day = number(found[1].replace("廿", "二十"))
        return frozenset(date.fromordinal(spring - length + day - 1) for length in (29, 30))
    return None
