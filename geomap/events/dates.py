"""When: the words of a sentence that say a time, and the days they mean."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from geomap.model import DateBasis, DatePrecision, Dating

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH_KEYS = {key: number for name, number in _MONTHS.items() for key in (name.lower(), name[:3].lower())} | {
    "sept": 9
}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_MONTH = r"(?P<month>" + "|".join(sorted((re.escape(k) for k in _MONTH_KEYS), key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?P<weekday>" + "|".join(_WEEKDAYS) + ")"
_NUMBER = r"(?P<number>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|few|couple of|last|past)"
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True),
    a=1, an=1, several=3, few=3, last=1, past=1, **{"couple of": 2},
)  # fmt: skip
_UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class TimeWords:
    """
    Words of a text that say when: their span, the rule that reads them and what the rule found.

    `past` marks a time that lies before what the report tells ("in 2015", "since February", "for months").
    """

    start: int
    end: int
    rule: str
    found: re.Match[str]
    past: bool = False


_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<![\w$]){pattern}(?!\w)"))
    for name, pattern in (
        ("iso", r"(?P<year>(?:19|20)\d\d)-(?P<monthnumber>\d\d)-(?P<day>\d\d)"),
        ("dotted", r"(?P<day>\d{1,2})\.(?P<monthnumber>\d{1,2})\.(?P<year>(?:19|20)\d\d)"),
        ("full", rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"),
        ("full", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>(?:19|20)\d\d)"),
        ("monthday", rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,:]*\d)"),
        ("monthday", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}"),
        ("monthyear", rf"(?:in\s+|since\s+|early\s+|late\s+|mid-?\s?)?{_MONTH},?\s+(?P<year>(?:19|20)\d\d)"),
        ("nightto", rf"(?:in\s+|during\s+|on\s+)?(?:the\s+)?night\s+(?:of\s+\w+\s+)?(?:to|into|on)\s+{_WEEKDAY}"),
        ("nightto", rf"overnight\s+(?:into|to|on)\s+{_WEEKDAY}"),
        ("nightto", rf"overnight\s+(?:from\s+)?\w+day\s+(?:to|into)\s+{_WEEKDAY}"),
        ("nightfrom", rf"(?:on\s+)?{_WEEKDAY}\s+(?:night|overnight)"),
        ("nightfrom", rf"overnight\s+(?:from\s+)?{_WEEKDAY}"),
        ("lastweekday", rf"last\s+{_WEEKDAY}"),
        ("nextweekday", rf"next\s+{_WEEKDAY}"),
        (
            "weekday",
            r"(?:(?:early|late|earlier|before dawn|by|until|since|from)\s+)?(?:(?:on|this)\s+)?" + _WEEKDAY + r"(?:'s)?"
            r"(?:\s+(?:morning|afternoon|evening|at dawn|lunchtime))?",
        ),
        ("samenight", r"(?:the|that)\s+same\s+night|that night"),
        ("overnight", r"overnight|last\s+night|(?:during|in|through|throughout)\s+the\s+(?:past\s+)?night|by night"),
        ("yesterday", r"yesterday|the\s+day\s+before|the\s+previous\s+day|a\s+day\s+earlier"),
        ("tomorrow", r"tomorrow"),
        ("today", r"today|this\s+(?:morning|afternoon|evening)|tonight|earlier\s+in\s+the\s+day|at\s+dawn|in\s+the\s+early\s+hours"),
        ("lastday", r"(?:over|in|during|within)\s+(?:the\s+)?(?:preceding|previous|past|last)\s+day|(?:in|over|during|for|within)\s+(?:the\s+)?(?:past\s+|last\s+|previous\s+|preceding\s+)?(?:24|twenty-four)\s+hours|(?:in|over)\s+(?:a|the)\s+day|during\s+the\s+day"),
        ("dayago", rf"{_NUMBER}\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier|before)"),
        ("lastmonth", r"(?P<part>early|late|earlier|at the end of|in)?\s*last\s+month"),
        ("thismonth", r"(?P<part>early|late|earlier)?\s*this\s+month"),
        ("endofweek", r"(?:in|at|by|towards?)\s+the\s+end\s+of\s+the\s+week|this\s+weekend|at\s+the\s+weekend|over\s+the\s+weekend|on\s+the\s+weekend"),
        ("nextweek", r"next\s+week|(?:in\s+)?(?:the\s+)?coming\s+(?:days|week)|in\s+the\s+next\s+few\s+days|later\s+this\s+week"),
        ("nextmonth", r"next\s+month"),
        ("recent", r"(?:in|over|during)\s+(?:the\s+)?recent\s+(?P<unit>day|week|month)s"),
        ("span", rf"(?:over|in|during|within|for)\s+(?:the\s+)?(?:past|last|previous)\s+(?:{_NUMBER}\s+)?(?P<unit>hour|day|week|month|year)s?"),
        ("week", r"(?:during|this|over|in|earlier\s+this)\s+(?:the\s+)?(?:past\s+|last\s+)?week|last\s+week"),
        ("past", r"last\s+year|(?:years|decades|months|weeks)\s+(?:ago|earlier)|in\s+the\s+(?:19|20)?\d0s|(?:two|three|four|five|six|seven|eight|nine|ten)\s+years"),
        ("year", r"(?P<since>in|since|of|from|the|during|until|by|after|before)\s+(?P<year>(?:19|20)\d\d)"),
        ("sincemonth", rf"since\s+{_MONTH}(?!\s+(?:19|20)\d\d)"),
        ("lastyearmonth", rf"(?:in\s+)?{_MONTH}\s+(?:of\s+)?last\s+year"),
        ("since", r"since\s+(?:the\s+(?:war|invasion|conflict|fighting|start|beginning|outbreak|coup))"),
        ("inmonth", rf"(?:in|last|early|late|mid-)\s*{_MONTH}"),
        ("bareyear", r"(?<![\d,.-])(?P<year>1[5-9]\d\d|20[0-4]\d)(?:[-/]\d\d)?s?(?![\d%]|,\d|\.\d)"),
    )
)  # fmt: skip
_QUICK = re.compile(
    r"\d{4}|day|night|week|month|year|today|tomorrow|hours|dawn|recent|(?:"
    + "|".join(sorted({key[:3] for key in _MONTH_KEYS}))
    + ")"
)


def find_times(norm: str, start: int, end: int) -> list[TimeWords]:
    """
    Find the words that say when.

    Parameters
    ----------
    norm
        The document's text in small letters, as long as the text itself.
    start, end
        Where to look.

    Returns
    -------
    times
        In text order; of two that overlap, the more exact one.
    """
    if _QUICK.search(norm, start, end) is None:
        return []
    found: list[TimeWords] = []
    for rule, pattern in _RULES:
        for match in pattern.finditer(norm, start, end):
            if rule == "monthday" and not 1 <= int(match["day"]) <= 31:
                continue
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(TimeWords(match.start(), match.end(), rule, match))
    return sorted(found, key=lambda words: words.start)


def read_time(words: TimeWords, text: str, reference: date | None, *, ahead: bool) -> Dating:
    """
    Turn words that say when into days.

    Parameters
    ----------
    words
        One of `find_times`.
    text
        The document's text, for `Dating.text`.
    reference
        The document's day; without one, only absolute dates give days.
    ahead
        Whether the event is planned: a weekday is then the next such day, else the latest up to the reference.

    Returns
    -------
    dating
        Days, precision and basis; the days None where they cannot be known.
    """
    said = text[words.start : words.end].strip()
    read = _READERS[words.rule]
    try:
        days = read(words.found, reference, ahead)
    except ValueError:  # 31 June, month 13
        days = None
    if days is None:
        return Dating(text=said)
    return Dating(days.start, days.end, said, days.precision, days.basis)


@dataclass(frozen=True, slots=True)
class _Days:
    start: date
    end: date
    precision: DatePrecision
    basis: DateBasis


_Reader = Callable[[re.Match[str], date | None, bool], _Days | None]


def _one(day: date, basis: DateBasis) -> _Days:
    return _Days(day, day, 1, basis)


def _absolute(found: re.Match[str], _reference: date | None, _ahead: bool) -> _Days:  # noqa: FBT001  # reader shape
    month = int(found["monthnumber"]) if "monthnumber" in found.groupdict() else _MONTH_KEYS[found["month"]]
    return _one(date(int(found["year"]), month, int(found["day"])), "absolute")


def _month_day(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    month, day = _MONTH_KEYS[found["month"]], int(found["day"])
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    slack = timedelta(days=200 if ahead else 31)  # a report names coming days without their year, but not far ones
    fit = [one for one in days if one <= reference + slack]
    return _one(max(fit), "absolute_no_year") if fit else None


def _month_year(found: re.Match[str], _reference: date | None, _ahead: bool) -> _Days:  # noqa: FBT001
    return _month(int(found["year"]), _MONTH_KEYS[found["month"]], "absolute")


def _month(year: int, month: int, basis: DateBasis) -> _Days:
    return _Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), 3, basis)


def _in_month(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    month = _MONTH_KEYS[found["month"]]
    year = reference.year - (month > reference.month and not ahead) + (month < reference.month and ahead)
    return _month(year, month, "absolute_no_year")


def _since_month(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    month = _in_month(found, reference, ahead)
    if month is None or reference is None:
        return None
    return _Days(month.start, reference, 3 if (reference - month.start).days <= 45 else 4, "relative")


def _last_year_month(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    return None if reference is None else _month(reference.year - 1, _MONTH_KEYS[found["month"]], "relative")


def _year(found: re.Match[str], _reference: date | None, _ahead: bool) -> _Days:  # noqa: FBT001
    year = int(found["year"])
    return _Days(date(year, 1, 1), date(year, 12, 31), 4, "absolute")


def _weekday_of(found: re.Match[str], reference: date, *, ahead: bool) -> date:
    wanted = _WEEKDAYS[found["weekday"]]
    if ahead:
        return reference + timedelta(days=(wanted - reference.weekday()) % 7)
    return reference - timedelta(days=(reference.weekday() - wanted) % 7)


def _weekday(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    return None if reference is None else _one(_weekday_of(found, reference, ahead=ahead), "weekday")


def _last_weekday(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    return _one(_weekday_of(found, reference - timedelta(days=1), ahead=False), "weekday")


def _next_weekday(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    return _one(_weekday_of(found, reference + timedelta(days=1), ahead=True), "weekday")


def _night_to(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    day = _weekday_of(found, reference, ahead=ahead)
    return _Days(day - timedelta(days=1), day, 1, "overnight")


def _night_from(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    day = _weekday_of(found, reference, ahead=ahead)
    return (
        _one(day, "weekday")
        if "overnight" not in found.group()
        else _Days(day - timedelta(days=1), day, 1, "overnight")
    )


def _shift(first: int, last: int, precision: DatePrecision, basis: DateBasis = "relative") -> _Reader:
    """A reader of words that mean the days from `first` to `last`, counted from the reference."""

    def read(_found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
        if reference is None:
            return None
        return _Days(reference + timedelta(days=first), reference + timedelta(days=last), precision, basis)

    return read


def _ago(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    days = _length(found)
    if reference is None or days is None:
        return None
    day = reference - timedelta(days=round(days))
    slack = timedelta(days={"day": 0, "week": 3, "month": 15}.get(found["unit"], 180))
    return _Days(
        day - slack, min(day + slack, reference), {"day": 1, "week": 2, "month": 3}.get(found["unit"], 4), "relative"
    )  # type: ignore[arg-type]


def _length(found: re.Match[str]) -> float | None:
    number = found["number"] or "one"
    return (int(number) if number.isdigit() else _NUMBERS[number]) * _UNIT_DAYS[found["unit"]]


def _back(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    """ "In recent weeks", "over the past 18 months": a stretch that ends with the reference."""
    if reference is None:
        return None
    if "number" in found.groupdict():
        days = _length(found) or 1
    else:
        days = {"day": 7, "week": 30, "month": 90}[found["unit"]]
    precision: DatePrecision = 1 if days <= 2 else 2 if days <= 14 else 3 if days <= 45 else 4
    return _Days(reference - timedelta(days=max(1, round(days))), reference, precision, "relative")


def _last_month(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    last = reference.replace(day=1) - timedelta(days=1)
    return _part(found, _month(last.year, last.month, "relative"))


def _this_month(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    return None if reference is None else _part(found, _month(reference.year, reference.month, "relative"))


def _part(found: re.Match[str], month: _Days) -> _Days:
    part = found["part"] or ""
    if part.startswith(("late", "at the end")) and part != "later":
        return _Days(month.start.replace(day=21), month.end, 3, "relative")
    if part == "early":
        return _Days(month.start, month.start.replace(day=10), 3, "relative")
    return month


def _end_of_week(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    sunday = reference + timedelta(days=6 - reference.weekday())
    if not ahead and reference.weekday() < 5:
        sunday -= timedelta(days=7)
    first = 1 if "weekend" in found.group() else 2
    return _Days(sunday - timedelta(days=first), sunday, 2, "relative")


def _next_month(_found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    first = (reference.replace(day=28) + timedelta(days=4)).replace(day=1)
    return _month(first.year, first.month, "relative")


def _unknown(_found: re.Match[str], _reference: date | None, _ahead: bool) -> None:  # noqa: FBT001
    return None


_READERS: dict[str, _Reader] = {
    "iso": _absolute,
    "dotted": _absolute,
    "full": _absolute,
    "monthday": _month_day,
    "monthyear": _month_year,
    "nightto": _night_to,
    "nightfrom": _night_from,
    "lastweekday": _last_weekday,
    "nextweekday": _next_weekday,
    "weekday": _weekday,
    "samenight": _shift(-1, 0, 1, "overnight"),
    "overnight": _shift(-1, 0, 1, "overnight"),
    "yesterday": _shift(-1, -1, 1),
    "tomorrow": _shift(1, 1, 1),
    "today": _shift(0, 0, 1),
    "lastday": _shift(-1, 0, 1),
    "dayago": _ago,
    "lastmonth": _last_month,
    "thismonth": _this_month,
    "endofweek": _end_of_week,
    "nextweek": _shift(1, 7, 2),
    "nextmonth": _next_month,
    "recent": _back,
    "span": _back,
    "week": _shift(-7, 0, 2),
    "past": _unknown,
    "year": _year,
    "bareyear": _year,
    "since": _unknown,
    "sincemonth": _since_month,
    "lastyearmonth": _last_year_month,
    "inmonth": _in_month,
}
