"""When: the days that words such as "Sunday", "overnight" or "late last month" mean."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geomap.events.times import MONTHS, WEEKDAYS, TimeWords
from geomap.model import DateBasis, DatePrecision, Dating

_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True),
    a=1,
    an=1,
    several=3,
    few=3,
    last=1,
    past=1,
    **{"couple of": 2},
)
_MONTHS = 12
_LONGEST = 31  # days of a month
_UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}


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
    except (ValueError, OverflowError):  # 31 June, month 13, 9,999 years ago
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
    month = int(found["monthnumber"]) if "monthnumber" in found.groupdict() else MONTHS[found["month"]]
    return _one(date(int(found["year"]), month, int(found["day"])), "absolute")


def _slashed(found: re.Match[str], _reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    """As in "13/06/2025"; of "05/06/2025" nobody knows which is the month."""
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    if first != second and first <= _MONTHS and second <= _MONTHS:
        return None
    month, day = (second, first) if first > _MONTHS else (first, second)
    return _one(date(year, month, day), "absolute")


def _month_day(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    month, day = MONTHS[found["month"]], int(found["day"])
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    slack = timedelta(days=200 if ahead else 31)  # a report names coming days without their year, but not far ones
    fit = [one for one in days if one <= reference + slack]
    return _one(max(fit), "absolute_no_year") if fit else None


def _month_year(found: re.Match[str], _reference: date | None, _ahead: bool) -> _Days:  # noqa: FBT001
    return _month(int(found["year"]), MONTHS[found["month"]], "absolute")


def _month(year: int, month: int, basis: DateBasis) -> _Days:
    return _Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), 3, basis)


def _in_month(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    month = MONTHS[found["month"]]
    year = reference.year - (month > reference.month and not ahead) + (month < reference.month and ahead)
    days = _month(year, month, "absolute_no_year")
    part = found.groupdict().get("part")
    if part is None:
        return days
    third = days.start.replace(day=21) if part == "end" else days.start.replace(day=10)
    return replace(days, start=third) if part == "end" else replace(days, end=third)


def _since_month(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    month = _in_month(found, reference, ahead)
    if month is None or reference is None:
        return None
    return _Days(month.start, reference, 3 if (reference - month.start).days <= 45 else 4, "relative")


def _last_year_month(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    return None if reference is None else _month(reference.year - 1, MONTHS[found["month"]], "relative")


def _year(found: re.Match[str], _reference: date | None, _ahead: bool) -> _Days:  # noqa: FBT001
    year = int(found["year"])
    return _Days(date(year, 1, 1), date(year, 12, 31), 4, "absolute")


def _weekday_of(found: re.Match[str], reference: date, *, ahead: bool) -> date:
    wanted = WEEKDAYS[found["weekday"]]
    if ahead:
        return reference + timedelta(days=(wanted - reference.weekday()) % 7)
    return reference - timedelta(days=(reference.weekday() - wanted) % 7)


def _weekday(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    return None if reference is None else _one(_weekday_of(found, reference, ahead=ahead), "weekday")


def _last_weekday(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    return _one(_weekday_of(found, reference - timedelta(days=1), ahead=False), "weekday")


def _weekday_last_week(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    monday = reference - timedelta(days=reference.weekday() + 7)
    return _one(monday + timedelta(days=WEEKDAYS[found["weekday"]]), "weekday")


def _nights(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    """As in "in the night of 3 to 4 June": both days."""
    last = _month_day(found, reference, ahead)
    return replace(last, start=last.start - timedelta(days=1), basis="overnight") if last is not None else None


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
    slack = timedelta(days={"day": 0, "week": 3, "fortnight": 3, "month": 15}.get(found["unit"], 180))
    precisions: dict[str, DatePrecision] = {"day": 1, "week": 2, "fortnight": 2, "month": 3}
    return _Days(day - slack, min(day + slack, reference), precisions.get(found["unit"], 4), "relative")


def _length(found: re.Match[str]) -> float | None:
    number = found["number"] or "one"
    return (int(number) if number.isdigit() else _NUMBERS[number]) * _UNIT_DAYS[found["unit"]]


def _back(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    """As in "In recent weeks", "over the past 18 months": a stretch that ends with the reference."""
    if reference is None:
        return None
    counted = "number" in found.groupdict()
    days = _length(found) or 1 if counted else {"day": 7, "week": 30, "month": 90}[found["unit"]]
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


def _following_week(_found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    monday = reference + timedelta(days=7 - reference.weekday())
    return _Days(monday, monday + timedelta(days=6), 2, "relative")


def _next_month(_found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    first = (reference.replace(day=28) + timedelta(days=4)).replace(day=1)
    return _month(first.year, first.month, "relative")


def _range(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    """As in "May 14-15", "from 1 to 5 June", "between 30 May and 2 June": first to last."""
    if found["year"]:
        last = date(int(found["year"]), MONTHS[found["month"]], int(found["day"]))
        basis: DateBasis = "absolute"
    else:
        read = _month_day(found, reference, ahead)
        if read is None:
            return None
        last, basis = read.start, "absolute_no_year"
    month = found.groupdict().get("firstmonth")
    first = last.replace(day=int(found["first"]), month=MONTHS[month] if month else last.month)
    if first > last and month:
        first = first.replace(year=last.year - 1)
    if first > last:
        return None
    return _Days(first, last, 1 if (last - first).days <= 1 else 2, basis)


def _of_month(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    """As in "on the 5th": of the month of the report, else of the one before or after."""
    if reference is None:
        return None
    number, first = int(found["day"]), reference.replace(day=1)
    while number > calendar.monthrange(first.year, first.month)[1] or (
        first.replace(day=number) > reference and not ahead
    ):
        if number > _LONGEST:
            return None
        first = (first - timedelta(days=1)).replace(day=1)
    return _one(first.replace(day=number), "absolute_no_year")


_HOLIDAYS = {"eve": (12, 31), "day": (1, 1), "christmas eve": (12, 24), "christmas": (12, 25), "may day": (5, 1)}


def _holiday(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None:
        return None
    name = " ".join(found["holiday"].split()).removeprefix("new year's ")
    month, day = _HOLIDAYS[name.removesuffix(" day") if name.startswith("christmas d") else name]
    years = [reference.year - 1, reference.year, reference.year + 1]
    days = [date(year, month, day) for year in years]
    fit = [one for one in days if one >= reference] if ahead else [one for one in reversed(days) if one <= reference]
    return _one(fit[0], "absolute_no_year")


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def _season(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    """Three months of the northern year: "last summer" is the latest that is over, "this spring" the latest begun."""
    if reference is None:
        return None
    first = _SEASONS[found["season"]]
    spans = [
        (date(year, first, 1), date(year + first // _MONTHS, first % _MONTHS + 3, 1) - timedelta(days=1))
        for year in (reference.year - 2, reference.year - 1, reference.year)
    ]
    begun = [span for span in spans if span[0] <= reference and ("last" not in found["which"] or span[1] < reference)]
    return _Days(*begun[-1], 4, "relative") if begun else None


def _week_of_month(found: re.Match[str], reference: date | None, ahead: bool) -> _Days | None:  # noqa: FBT001
    month = _in_month(found, reference, ahead)
    if month is None:
        return None
    if found["nth"] == "last":
        return _Days(month.end - timedelta(days=6), month.end, 2, month.basis)
    first = month.start + timedelta(days=7 * "first second third fourth".split().index(found["nth"]))
    return _Days(first, first + timedelta(days=6), 2, month.basis)


def _calendar_week(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    """As in "this week": from its Monday to the report; "last week": the one before, Monday to Sunday."""
    if reference is None:
        return None
    monday = reference - timedelta(days=reference.weekday())
    if "last" in found.group():
        return _Days(monday - timedelta(days=7), monday - timedelta(days=1), 2, "relative")
    return _Days(monday, reference, 2, "relative")


def _this_year(_found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    return None if reference is None else _Days(reference.replace(month=1, day=1), reference, 4, "relative")


def _last_year(found: re.Match[str], reference: date | None, _ahead: bool) -> _Days | None:  # noqa: FBT001
    if reference is None or not found.group().startswith("last"):
        return None
    return _Days(date(reference.year - 1, 1, 1), date(reference.year - 1, 12, 31), 4, "relative")


def _unknown(_found: re.Match[str], _reference: date | None, _ahead: bool) -> None:  # noqa: FBT001
    return None


_READERS: dict[str, _Reader] = {
    "iso": _absolute,
    "dotted": _absolute,
    "slashed": _slashed,
    "noyear": _unknown,
    "range": _range,
    "ofmonth": _of_month,
    "holiday": _holiday,
    "season": _season,
    "thisyear": _this_year,
    "weekofmonth": _week_of_month,
    "calendarweek": _calendar_week,
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
    "nights": _nights,
    "weekdaylastweek": _weekday_last_week,
    "beforeyesterday": _shift(-2, -2, 1),
    "yesterday": _shift(-1, -1, 1),
    "tomorrow": _shift(1, 1, 1),
    "today": _shift(0, 0, 1),
    "lastday": _shift(-1, 0, 1),
    "dayago": _ago,
    "daysafter": _ago,
    "lastmonth": _last_month,
    "thismonth": _this_month,
    "endofweek": _end_of_week,
    "nextweek": _shift(1, 7, 2),
    "followingweek": _following_week,
    "nextmonth": _next_month,
    "recent": _back,
    "span": _back,
    "week": _shift(-7, 0, 2),
    "past": _last_year,
    "year": _year,
    "bareyear": _year,
    "since": _unknown,
    "sincemonth": _since_month,
    "lastyearmonth": _last_year_month,
    "inmonth": _in_month,
}
