"""How near an interchange line comes to an annotation: counts of one text, which add up, and figures from them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

DAYS_OFF = {1: 1, 2: 4, 3: 16, 4: 400}
"""How many days a date may be off, by date precision: a day, most of a week, half a month, about a year."""

Record = dict[str, Any]

RATIOS = {
    "mention P": ("mentions right", "mentions said"),
    "mention R": ("required found", "required"),
    "placed": ("placed right", "placed"),
    "pin P": ("pins right", "pins said"),
    "pin R": ("pins found", "pins wanted"),
    "garbled": ("garbled right", "garbled"),
    "event P": ("core found", "events said"),
    "event R": ("core found", "core"),
    "day": ("day right", "day"),
    "modality": ("modality right", "modality"),
    "subtype": ("subtype right", "subtype"),
    "actor": ("actor right", "actor"),
    "side": ("side right", "side"),
    "verif.": ("verification right", "verification"),
    "quant. P": ("quantities right", "quantities said"),
    "quant. R": ("quantities right", "quantities"),
}
HARMONIC = {"mention F1": ("mention P", "mention R"), "event F1": ("event P", "event R")}
TALLIES = ("core", "duplicates", "false events", "negative hits", "too precise", "false pins", "non-places")


@dataclass
class Score:
    """Counts of one text or of many, and a line for each thing that was wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def fault(self, name: str, line: str) -> None:
        """Count one fault by its name and keep its line."""
        self.counts[name] += 1
        self.faults.append(f"{name}: {line}")

    def ask(self, name: str, *, right: bool, line: str) -> None:
        """Count one question and whether its answer is right."""
        self.counts[name] += 1
        self.counts[f"{name} right"] += right
        if not right:
            self.faults.append(f"{name}: {line}")

    def figures(self) -> dict[str, float | None]:
        """Every figure, None where there is nothing to divide by."""
        found = {name: _ratio(self.counts[top], self.counts[bottom]) for name, (top, bottom) in RATIOS.items()}
        for name, (one, other) in HARMONIC.items():
            p, r = found[one], found[other]
            found[name] = None if p is None or r is None else 2 * p * r / (p + r) if p + r else 0.0
        return found


def _ratio(top: int, bottom: int) -> float | None:
    return top / bottom if bottom else None


def score(gold: Record, predicted: Record) -> Score:
    """
    Score one text.

    Parameters
    ----------
    gold
        One geomap-gold/1 annotation.
    predicted
        The line of the interchange file for the same text.
    """
    result = Score()
    _score_mentions(gold, predicted.get("mentions", []), result)
    _score_events(gold, predicted.get("events", []), result)
    return result


def distance_km(one: Record, other: Record) -> float:
    """Great-circle distance of two records with `lat` and `lon`, infinite where either has none."""
    corners = [
        corner for corner in (one.get("lat"), one.get("lon"), other.get("lat"), other.get("lon")) if corner is not None
    ]
    if len(corners) < 4:
        return math.inf
    a_lat, a_lon, b_lat, b_lon = map(math.radians, corners)
    half = math.sin((b_lat - a_lat) / 2) ** 2 + math.cos(a_lat) * math.cos(b_lat) * math.sin((b_lon - a_lon) / 2) ** 2
    return 6371.0088 * 2 * math.asin(min(1.0, math.sqrt(half)))


def is_place(wanted: Record, said: Record) -> bool:
    """Whether a position is right: a country by its code, all else within its radius."""
    if wanted["geo_precision"] == 4 or wanted["tol_km"] is None:
        return bool(wanted["iso2"]) and wanted["iso2"] == said.get("iso2")
    return bool(distance_km(wanted, said) <= wanted["tol_km"])


def _overlap(one: Record, other: Record) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _score_mentions(gold: Record, said: Sequence[Record], result: Score) -> None:
    found: dict[int, Record] = {}
    for mention in said:
        hit = next((i for i, wanted in enumerate(gold["mentions"]) if _is_mention(wanted, mention)), None)
        if hit is None:
            _score_stray(gold, mention, result)
            continue
        found.setdefault(hit, mention)
        if mention.get("pin"):
            wanted = gold["mentions"][hit]
            right = wanted["pin"] != "no" and is_place(wanted, mention)
            result.counts["pins said"] += 1
            result.counts["pins right"] += right
            if not right:
                result.fault("false pins", mention["text"])
    for i, wanted in enumerate(gold["mentions"]):
        _score_wanted(wanted, found.get(i), result)


def _is_mention(wanted: Record, said: Record) -> bool:
    inside = bool(wanted["ext_start"] - 1 <= said["start"] and said["end"] <= wanted["ext_end"] + 1)
    return inside and _overlap(wanted, said)


def _score_stray(gold: Record, mention: Record, result: Score) -> None:
    if any(_overlap(mention, span) for span in gold["ignore_spans"]):
        return
    result.counts["mentions said"] += 1
    result.faults.append(f"no mention: {mention['text']}")
    if any(_overlap(mention, span) for span in gold["non_places"]):
        result.fault("non-places", mention["text"])
    if mention.get("pin"):
        result.counts["pins said"] += 1
        result.fault("false pins", mention["text"])


def _score_wanted(wanted: Record, said: Record | None, result: Score) -> None:
    name = f"{wanted['text']} ({wanted['canonical']})"
    right = said is not None and is_place(wanted, said)
    if wanted["kind"] != "demonym":
        result.counts["mentions said"] += said is not None
        result.counts["mentions right"] += said is not None
        result.counts["required"] += wanted["required"]
        result.counts["required found"] += wanted["required"] and said is not None
        if wanted["required"] and said is None:
            result.faults.append(f"missed mention: {name}")
    if said is not None and wanted["literal"] and wanted["lat"] is not None:
        result.ask("placed", right=right, line=f"{name} at {said.get('name')}, {said.get('iso2')}")
    if wanted["pin"] == "pin":
        pinned = right and said is not None and bool(said.get("pin"))
        result.counts["pins wanted"] += 1
        result.counts["pins found"] += pinned
        if not pinned:
            result.faults.append(f"not mapped: {name}")
    if wanted["garbled"]:
        result.ask("garbled", right=right, line=name)


def _score_events(gold: Record, said: Sequence[Record], result: Score) -> None:
    scored: dict[str, list[Record]] = {"core": [], "optional": [], "negative": []}
    for event in gold["events"]:
        scored[event["scored"]].append(event)
    wanted = scored["core"] + scored["optional"]
    pairs = match(wanted, said)
    result.counts["core"] += len(scored["core"])
    for i, event in enumerate(scored["core"]):
        if i in pairs:
            result.counts["core found"] += 1
            result.counts["events said"] += 1
            _score_event(event, said[pairs[i]], result)
        else:
            result.counts["quantities"] += len(_quantities(event))
            result.faults.append(f"missed event: {event['layer']}: {event['title']}")
    for j in sorted(set(range(len(said))) - set(pairs.values())):
        _score_extra(wanted, scored["negative"], said[j], result)


def match(wanted: Sequence[Record], said: Sequence[Record]) -> dict[int, int]:
    """
    Pair wanted events with said ones, one to one, as many as can be, earlier wanted and better fits first.

    Returns
    -------
    pairs
        Index of the wanted event to index of the said one.
    """
    fits = [[(fit(event, other), j) for j, other in enumerate(said) if is_event(event, other)] for event in wanted]
    choices = [[j for _, j in sorted(options, key=lambda option: (-option[0], option[1]))] for options in fits]
    owners: dict[int, int] = {}
    for i in sorted(
        range(len(wanted)), key=lambda i: (wanted[i]["scored"] != "core", -max(fits[i], default=(0, 0))[0])
    ):
        _augment(i, choices, owners, set())
    return {i: j for j, i in owners.items()}


def _augment(i: int, choices: Sequence[Sequence[int]], owners: dict[int, int], seen: set[int]) -> bool:
    for j in choices[i]:
        if j in seen:
            continue
        seen.add(j)
        if j not in owners or _augment(owners[j], choices, owners, seen):
            owners[j] = i
            return True
    return False


def is_event(wanted: Record, said: Record) -> bool:
    """Whether layer, place and date of a said event are those of the wanted one, or among what is also right."""
    if said["layer"] != wanted["layer"] and said["layer"] not in wanted["accept_layers"]:
        return False
    return _is_dated(wanted, said) and _is_located(wanted, said.get("places") or [])


def _is_located(wanted: Record, said: Sequence[Record]) -> bool:
    right = wanted["places"] + wanted["accept_places"]
    if not right:
        return not any(place.get("lat") is not None and place.get("geo_precision") != 4 for place in said)
    if not wanted["places"] and not said:
        return True
    return any(_is_event_place(one, other) for one in right for other in said)


def _is_event_place(wanted: Record, said: Record) -> bool:
    """A country is right only where it is said as a country: a town in it is more than the text says."""
    too_fine = wanted["geo_precision"] == 4 and (said.get("geo_precision") or 4) != 4
    return not too_fine and is_place(wanted, said)


def _is_dated(wanted: Record, said: Record) -> bool:
    if wanted["date_start"] is None:
        return True
    if not said.get("date_start"):
        return bool(wanted["date_precision"] >= 3)
    day = date.fromisoformat(said["date_start"])
    first, last = date.fromisoformat(wanted["date_start"]), date.fromisoformat(wanted["date_end"])
    return max((first - day).days, (day - last).days) <= DAYS_OFF[wanted["date_precision"]]


def _quantities(event: Record) -> set[tuple[str, str, float]]:
    return {(one["kind"], one["op"], float(one["value"])) for one in event.get("quantities") or []}


def fit(wanted: Record, said: Record) -> float:
    """How well a said event that is right fits the wanted one: of two right ones the better is paired."""
    numbers, ours = _quantities(wanted), _quantities(said)
    near = [distance_km(one, other) for one in wanted["places"] for other in said.get("places") or []]
    return float(
        2.0 * len(numbers & ours)
        - 0.1 * len(numbers ^ ours)
        + (said["modality"] == wanted["modality"])
        + (said.get("date_start") == wanted["date_start"])
        + 0.5 * (said["layer"] == wanted["layer"])
        + 0.5 * (said["subtype"] == wanted["subtype"])
        + (1.5 / (1 + min(near) / 25) if near else 0.0)
    )


def _score_event(wanted: Record, said: Record, result: Score) -> None:
    title = wanted["title"]
    if wanted["date_start"] and wanted["date_precision"] == 1:
        right = wanted["date_start"] <= (said.get("date_start") or "") <= wanted["date_end"]
        result.ask("day", right=right, line=f"{title}: {said.get('date_start')}")
    for name, key in (("modality", "modality"), ("subtype", "subtype"), ("actor", "actor_iso")):
        if wanted[key]:
            result.ask(name, right=said.get(key) == wanted[key], line=f"{title}: {said.get(key)!r}")
    if wanted["claim_side"]:
        sides = {wanted["claim_side"], *wanted["accept_claim_sides"]}
        result.ask("side", right=said.get("claim_side") in sides, line=f"{title}: {said.get('claim_side')!r}")
    right = said.get("verification") == wanted["verification"]
    result.ask("verification", right=right, line=f"{title}: {said.get('verification')!r}")
    numbers, ours = _quantities(wanted), _quantities(said)
    result.counts.update({"quantities right": len(numbers & ours), "quantities": len(numbers)})
    result.counts["quantities said"] += len(ours)
    result.faults += [f"quantity missed: {title}: {one}" for one in sorted(numbers - ours)]
    result.faults += [f"quantity wrong: {title}: {one}" for one in sorted(ours - numbers)]
    finest = [place["geo_precision"] for place in wanted["places"] + wanted["accept_places"] if place["geo_precision"]]
    precisions = [place.get("geo_precision") or 9 for place in said.get("places") or []]
    if finest and precisions and min(precisions) < min(finest):
        result.fault("too precise", title)


def _score_extra(wanted: Sequence[Record], negatives: Sequence[Record], said: Record, result: Score) -> None:
    known = [event for event in wanted if is_event(event, said)]
    barred = [event for event in negatives if _is_barred(event, said)]
    names = ", ".join(str(place.get("name")) for place in said.get("places") or []) or "no place"
    line = f"{said['layer']} ({said['modality']}) {names} {said.get('date_start')}"
    if any(event["scored"] == "optional" for event in known) and not any(e["scored"] == "core" for e in known):
        return
    if not known and any(said["modality"] == event["modality"] for event in barred):
        return
    result.counts["events said"] += 1
    result.fault("duplicates" if known else "false events", line)
    if barred and not known:
        result.fault("negative hits", f"{line}: {barred[0]['title']}")


def _is_barred(negative: Record, said: Record) -> bool:
    places = said.get("places") or []
    here = not negative["places"] or any(is_place(one, other) for one in negative["places"] for other in places)
    return bool(said["layer"] == negative["layer"] and here)
