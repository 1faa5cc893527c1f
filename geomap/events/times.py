"""The words of a text that say when, found by rules tried from the most exact to the vaguest."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

MONTHS = {
    key: number for number, name in enumerate(calendar.month_name) if name for key in (name.lower(), name[:3].lower())
} | {"sept": 9}
"""Names and short names of the months in small letters -> 1 to 12."""
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_SHORT_DAYS = {"mon.": 0, "tue.": 1, "tues.": 1, "wed.": 2, "thu.": 3, "thurs.": 3, "fri.": 4}
_MONTH = r"(?P<month>" + "|".join(sorted((re.escape(k) for k in MONTHS), key=len, reverse=True)) + r")\b\.?"
_FIRST_MONTH = _MONTH.replace("?P<month>", "?P<firstmonth>")
_TO = r"\s*(?:-|to|and|until)\s*"
_DAY_ENDS = r"(?=\s*(?:[.;)]|$|,(?!\d))|\s+(?:in|at|near|on|when|while|as|by|but|after|over|against|across|the|and)\b)"
"""After the second number of "June 1 to 3": what is counted would stand there."""
_OF_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_NO_VERB = (  # "12 may have died"
    r"(?!(?<=may)\s+(?:also\s+|well\s+|now\s+|still\s+|yet\s+)?(?:have|be|not|never|already|[a-z]{3,}e)\b)"
)
_WEEKDAY = r"(?P<weekday>" + "|".join([*WEEKDAYS, *(re.escape(day) for day in _SHORT_DAYS)]) + ")"
WEEKDAYS |= _SHORT_DAYS
"""Names and short names of the days in small letters -> 0 for Monday to 6."""
_NUMBER = r"(?P<number>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|few|couple of|last|past)"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words of a text that say when: their span, the rule that reads them and what the rule found."""

    start: int
    end: int
    rule: str
    found: re.Match[str]


_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<![\w$])(?:{pattern})(?!\w)"))
    for name, pattern in (
        ("iso", r"(?P<year>(?:19|20)\d\d)-(?P<monthnumber>\d\d)-(?P<day>\d\d)"),
        ("dotted", r"(?P<day>\d{1,2})\.(?P<monthnumber>\d{1,2})\.(?P<year>(?:19|20)\d\d)"),
        ("slashed", r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)\d\d)"),
        (
            "nights",
            rf"(?:in|on|during)\s+the\s+night\s+(?:of|from)\s+(?P<first>\d{{1,2}})\s*(?:to|-|into)\s*(?P<day>\d{{1,2}})\s+{_MONTH}",
        ),
        ("slashed", r"(?P<first>\d{1,2})-(?P<second>\d{1,2})-(?P<year>(?:19|20)\d\d)"),
        ("iso", r"(?P<year>(?:19|20)\d\d)/(?P<monthnumber>\d\d)/(?P<day>\d\d)"),
        ("noyear", r"\d{1,2}/\d{1,2}/\d{4}"),
        (
            "range",
            rf"(?:(?:between|from)\s+)?{_FIRST_MONTH}\s+(?P<first>\d{{1,2}}){_TO}{_MONTH}\s+(?P<day>\d{{1,2}}){_DAY_ENDS}{_OF_YEAR}",
        ),
        (
            "range",
            rf"(?:(?:between|from)\s+)?(?P<first>\d{{1,2}})\s+{_FIRST_MONTH}{_TO}(?P<day>\d{{1,2}})\s+{_MONTH}{_OF_YEAR}",
        ),
        (
            "range",
            rf"(?:(?:between|from)\s+)?{_MONTH}\s+(?P<first>\d{{1,2}}){_TO}(?P<day>\d{{1,2}}){_DAY_ENDS}{_OF_YEAR}",
        ),
        (
            "range",
            rf"(?:(?:between|from)\s+)?(?P<first>\d{{1,2}}){_TO}(?P<day>\d{{1,2}})\s+(?:of\s+)?{_MONTH}{_OF_YEAR}",
        ),
        ("full", rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"),
        ("full", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>(?:19|20)\d\d)"),
        ("noyear", rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,\s+\d{{4}}"),
        ("noyear", rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}(?!\s?(?:hours|hrs|gmt|utc|local))"),
        ("monthday", rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,:]*\d)"),
        ("monthday", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}{_NO_VERB}"),
        ("monthyear", rf"(?:in\s+|since\s+|early\s+|late\s+|mid-?\s?)?{_MONTH},?\s+(?P<year>(?:19|20)\d\d)"),
        (
            "nightto",
            rf"(?:in\s+|during\s+|on\s+)?(?:the\s+)?night\s+(?:(?:of|from)\s+\w+\s+)?(?:to|into|on)\s+{_WEEKDAY}",
        ),
        ("nightto", rf"overnight\s+(?:into|to|on)\s+{_WEEKDAY}"),
        ("nightto", rf"overnight\s+(?:from\s+)?\w+day\s+(?:to|into)\s+{_WEEKDAY}"),
        ("nightfrom", rf"(?:on\s+)?{_WEEKDAY}\s+(?:night|overnight)"),
        ("nightfrom", rf"overnight\s+(?:from\s+)?{_WEEKDAY}"),
        ("weekdaylastweek", rf"(?:on\s+)?{_WEEKDAY}\s+(?:of\s+)?last\s+week"),
        ("lastweekday", rf"last\s+{_WEEKDAY}"),
        ("nextweekday", rf"next\s+{_WEEKDAY}"),
        (
            "weekday",
            r"(?:(?:early|late|earlier|before dawn|by|until|since|from)\s+)?(?:(?:on|this)\s+)?"
            r"(?<!palm )(?<!easter )(?<!bloody )(?<!black )(?<!good )(?<!holy )(?<!ash )(?<!maundy )"
            + _WEEKDAY
            + r"(?:'s)?"
            r"(?:\s+(?:morning|afternoon|evening|at dawn|lunchtime))?",
        ),
        ("ofmonth", r"on\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)(?!\s+(?:of|floor|day|anniversary|\w+\s+floor))"),
        ("holiday", r"(?:on\s+)?(?P<holiday>new\s+year's\s+(?:eve|day)|christmas\s+(?:eve|day)|christmas|may\s+day)"),
        (
            "season",
            r"(?P<which>this|last|in\s+the|early\s+in\s+the|late\s+last)\s+(?P<season>spring|summer|autumn|winter)",
        ),
        ("thisyear", r"(?:so\s+far\s+|earlier\s+|early\s+|late\s+)?this\s+year"),
        ("weekofmonth", rf"(?:in\s+|during\s+)?the\s+(?P<nth>first|second|third|fourth|last)\s+week\s+of\s+{_MONTH}"),
        ("overnight", r"the\s+night\s+before|the\s+previous\s+night"),
        ("samenight", r"(?:the|that)\s+same\s+night|that night"),
        ("overnight", r"overnight|last\s+night|(?:during|in|through|throughout)\s+the\s+(?:past\s+)?night|by night"),
        ("beforeyesterday", r"the\s+day\s+before\s+yesterday"),
        (
            "yesterday",
            r"yesterday|the\s+day\s+before(?!\s+(?:the|its|their|an?)\s)|the\s+previous\s+day|a\s+day\s+earlier",
        ),
        ("tomorrow", r"tomorrow"),
        (
            "today",
            (
                r"today|this\s+(?:morning|afternoon|evening)|tonight|earlier\s+in\s+the\s+day|at\s+dawn|"
                r"in\s+the\s+early\s+hours"
            ),
        ),
        (
            "lastday",
            (
                r"(?:over|in|during|within)\s+(?:the\s+)?(?:preceding|previous|past|last)\s+day|(?:in|over|during|for|"
                r"within)\s+(?:the\s+)?(?:past\s+|last\s+|previous\s+|preceding\s+)?(?:24|twenty-four)\s+hours|(?:in|"
                r"over)\s+(?:a|the)\s+day|during\s+the\s+day"
            ),
        ),
        (
            "daysafter",
            (
                rf"{_NUMBER}\s+(?P<unit>day|week|month)s?\s+after(?=\s+(?:the|an?|its|his|their|it|they|\w+ (?:was|"
                rf"were|"
                rf"had)))"
            ),
        ),
        ("dayago", rf"{_NUMBER}\s+(?P<unit>day|week|fortnight|month|year)s?\s+(?:ago|earlier|before)"),
        ("lastmonth", r"(?P<part>early|late|earlier|at the end of|in)?\s*last\s+month"),
        ("thismonth", r"(?P<part>early|late|earlier)?\s*this\s+month"),
        (
            "endofweek",
            (
                r"(?:in|at|by|towards?)\s+the\s+end\s+of\s+the\s+week|this\s+weekend|at\s+the\s+weekend|"
                r"over\s+the\s+weekend|on\s+the\s+weekend"
            ),
        ),
        (
            "nextweek",
            (
                r"(?:in\s+)?(?:the\s+)?coming\s+(?:days|week)|in\s+the\s+next\s+few\s+days|"
                r"later\s+this\s+week"
            ),
        ),
        ("followingweek", r"next\s+week"),
        ("nextmonth", r"next\s+month"),
        ("recent", r"(?:in|over|during)\s+(?:the\s+)?recent\s+(?P<unit>day|week|month)s"),
        (
            "span",
            (
                rf"(?:over|in|during|within|for)\s+(?:the\s+)?(?:past|last|previous)\s+(?:{_NUMBER}\s+)?(?P<unit>hour|"
                rf"day|week|month|year)s?"
            ),
        ),
        ("calendarweek", r"(?:earlier\s+|late\s+|early\s+)?(?:this|last)\s+week"),
        ("week", r"(?:during|this|over|in|earlier\s+this)\s+(?:the\s+)?(?:past\s+|last\s+)?week|last\s+week"),
        (
            "past",
            (
                r"last\s+year|(?:years|decades|months|weeks)\s+(?:ago|earlier)|in\s+the\s+(?:19|20)?\d0s|"
                r"(?:for|over|after|during)\s+(?:(?:more than|nearly|almost|the)\s+)?(?:two|three|four|five|six|seven|"
                r"eight|nine|ten)\s+years"
            ),
        ),
        ("year", r"(?P<since>in|since|of|from|the|during|until|by|after|before)\s+(?P<year>(?:19|20)\d\d)"),
        ("sincemonth", rf"since\s+{_MONTH}(?!\s+(?:19|20)\d\d)"),
        ("lastyearmonth", rf"(?:in\s+)?{_MONTH}\s+(?:of\s+)?last\s+year"),
        (
            "since",
            r"since\s+(?:the\s+(?:\w+\s+){0,2}(?:war|invasion|conflict|fighting|start|beginning|outbreak|coup)(?!\s+of\s+(?:the|this)\s+(?:week|month|day|night)))",
        ),
        ("inmonth", rf"(?:(?:at|by|towards?|near)\s+)?the\s+(?P<part>end|beginning|start)\s+of\s+{_MONTH}"),
        ("inmonth", rf"(?:in|last|early|late|mid-|that)\s*{_MONTH}{_NO_VERB}"),
        ("bareyear", r"(?<=(?:in|of)\s)(?P<year>1[0-4]\d\d)(?!\s+\w)(?!,\d)"),
        ("bareyear", r"(?<![\d,.-])(?P<year>1[5-9]\d\d|20[0-4]\d)(?:[-/]\d\d)?s?(?![\d%]|,\d|\.\d)"),
    )
)
_SAYING = re.compile(
    r"\b(?:said|says|saying|told|tells|announced|reported|claimed|stated|statement|interview|post|speech|address|briefing)"
    r"(?:\s+(?!in\b|at\b|that\b)\w+)?(?:\s+on)?\s*$"
)
_QUICK = re.compile(
    r"\d{4}|day|mon\.|tues?\.|wed\.|thu(?:rs)?\.|fri\.|night|week|month|year|today|tomorrow|hours|dawn|recent|morning|afternoon|evening|decade|"
    r"\d(?:st|nd|rd|th)|christmas|new year|spring|summer|autumn|winter|fortnight|(?:"
    + "|".join(sorted({key[:3] for key in MONTHS}))
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
            if rule in ("monthday", "range") and not 1 <= int(match["day"]) <= 31:
                continue
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(TimeWords(match.start(), match.end(), rule, match))
    return sorted(found, key=lambda words: words.start)


def is_of_saying(norm: str, words: TimeWords) -> bool:
    """
    Say whether words tell when something was said, as in "the army said on Monday".

    Parameters
    ----------
    norm
        The document's text in small letters.
    words
        Of `find_times`.

    Returns
    -------
    saying
        Whether a word of saying stands right before them.
    """
    return _SAYING.search(norm, max(0, words.start - 40), words.start) is not None
