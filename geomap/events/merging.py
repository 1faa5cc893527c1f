"""The same event in several reports: one row, every report kept, and the rule that joined them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from geomap.events.locating import contains
from geomap.events.triggers import TWO_SIDED
from geomap.model import Event, EventPlace, MergedEvent, Quantity

_FAMILIES = {"strike": "remote", "shelling": "remote", "explosion": "remote"}
_PHASES = {"visit": "travel", "delegation_travel": "travel", "ceasefire": "ceasefire", "agreement": "agreement"}
_MEANS = frozenset({"drone", "missile", "artillery", "ied", "sabotage"})
_THRESHOLD = 0.6
_LONGEST = 2  # date precision: a week
_ONE_COUNTRY = "in the same country"


def merge_events(events: Sequence[Event], *, keep_apart: Iterable[tuple[str, str]] = ()) -> list[MergedEvent]:
    """
    Join the events that several documents tell.

    Parameters
    ----------
    events
        Of any number of documents, each as `read_events` gave it.
    keep_apart
        Pairs of event ids that are never joined: the way to undo a merging.

    Returns
    -------
    merged
        In order of each row's first report. The row's event carries the finest place and date and the lowest count of
        dead; other differing figures stay in its reports.

    Notes
    -----
    Two events of different documents join when all hold: one layer family (strike, shelling and explosion are one),
    the same phase of talks, days that meet, places that are the same or one in the other, no two different states
    as actors, and modalities that can be one (a planned meeting that took place). The score is 0.4 for that, 0.3
    for the same place (0.15 for one in the other, 0.1 for the same country, 0 for a country and a place in it, -0.1
    for these but in talks and exchanges), 0.1 for a day known by both, 0.1 for the same actor, 0.1 for a number in
    common, -0.35 for two different means (drones and artillery); below 0.6 they stay apart.
    """
    apart = {frozenset(pair) for pair in keep_apart}
    groups: list[list[Event]] = []
    notes: list[tuple[float, str]] = []
    near: dict[tuple[str, str | None, int], dict[int, None]] = {}
    for event in events:
        around = list(_whereabouts(event))
        known = sorted({index for key in around for index in near.get(key, ())})
        index, score, reason = _home(event, groups, known, apart)
        if index is None:
            index = len(groups)
            groups.append([event])
            notes.append((1.0, ""))
        else:
            groups[index].append(event)
            notes[index] = min(notes[index], (score, reason)) if notes[index][1] else (score, reason)
        for key in around:
            near.setdefault(key, {})[index] = None
    rows = {
        event.event_id: _row(group, score, reason)
        for group, (score, reason) in zip(groups, notes, strict=True)
        for event in group
    }
    return [_under_row(rows[group[0].event_id], rows) for group in groups]


def _whereabouts(event: Event) -> Iterator[tuple[str, str | None, int]]:
    """Layer family, country and day, a day more on either side: events that share none of these are never one."""
    start, end = event.dating.start, event.dating.end
    if start is None or end is None or (event.dating.precision or 4) > _LONGEST:
        return
    for where in event.places:
        for day in range(start.toordinal() - 1, end.toordinal() + 2):
            yield _FAMILIES.get(event.layer, event.layer), where.place.country_code, day


def _under_row(row: MergedEvent, rows: Mapping[str, MergedEvent]) -> MergedEvent:
    """A part's parent is the row that its parent is in, which goes by another report's id where two were joined."""
    parent = rows.get(row.event.parent_id or "")
    if parent is None or parent.event.event_id == row.event.parent_id:
        return row
    return replace(row, event=replace(row.event, parent_id=parent.event.event_id))


def _home(
    event: Event, groups: Sequence[Sequence[Event]], known: Iterable[int], apart: set[frozenset[str]]
) -> tuple[int | None, float, str]:
    best: tuple[int | None, float, str] = (None, 0.0, "")
    for index in known:
        group = groups[index]
        if any(one.doc_id == event.doc_id or frozenset((one.event_id, event.event_id)) in apart for one in group):
            continue
        score, reason = min(match_score(one, event) for one in group)
        if score >= _THRESHOLD and score > best[1]:
            best = (index, score, reason)
    return best


def match_score(first: Event, second: Event) -> tuple[float, str]:
    """
    Say how sure it is that two events are one.

    Parameters
    ----------
    first, second
        Events of two documents.

    Returns
    -------
    score, reason
        0 with what speaks against it, else 0.4 to 1 with what they share; see `merge_events`.
    """
    against = _against(first, second)
    if against:
        return 0.0, against
    score, shared = 0.4, ["layer and day"]
    place_score, place_reason = _place_score(first, second)
    if place_score < 0:
        return 0.0, place_reason
    if place_reason == _ONE_COUNTRY and first.layer not in TWO_SIDED:
        place_score = -0.1
    score += place_score
    shared.append(place_reason)
    if first.dating.precision == 1 and second.dating.precision == 1 and first.dating.start == second.dating.start:
        score, shared = score + 0.1, [*shared, "same day"]
    if first.actor_iso and first.actor_iso == second.actor_iso:
        score, shared = score + 0.1, [*shared, "same actor"]
    if {(one.kind, one.value) for one in first.quantities} & {(one.kind, one.value) for one in second.quantities}:
        score, shared = score + 0.1, [*shared, "a number in common"]
    if _means(first) and _means(second) and _means(first).isdisjoint(_means(second)):
        score -= 0.35
    return round(score, 2), ", ".join(filter(None, shared))


def _means(event: Event) -> frozenset[str]:
    """What it was done with; empty where the subtype does not say, as an air strike may be a drone's."""
    if event.subtype == "combined":
        return frozenset({"drone", "missile"})
    return frozenset({event.subtype}) & _MEANS


def _against(first: Event, second: Event) -> str:
    if _FAMILIES.get(first.layer, first.layer) != _FAMILIES.get(second.layer, second.layer):
        return "different layers"
    if _PHASES.get(first.subtype, "") != _PHASES.get(second.subtype, ""):
        return "different kinds"
    if {first.modality, second.modality} not in ({first.modality}, {"actual", "planned"}):
        return "different modality"
    if first.actor_iso and second.actor_iso and set(first.actor_iso.split(";")).isdisjoint(second.actor_iso.split(";")):
        return "different actors"
    return "" if _days_meet(first, second) else "different days"


def _days_meet(first: Event, second: Event) -> bool:
    one, other = first.dating, second.dating
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    if (one.precision or 4) > _LONGEST or (other.precision or 4) > _LONGEST:
        return False
    guessed = {one.basis, other.basis} & {"inferred_from_reference", "inferred_from_context"}
    slack = timedelta(days=1 if guessed else 0)
    return one.start <= other.end + slack and other.start <= one.end + slack


def _place_score(first: Event, second: Event) -> tuple[float, str]:
    best = (-1.0, "different places")
    for one in first.places:
        for other in second.places:
            best = max(best, _pair_score(one, other))
    return best


def _pair_score(one: EventPlace, other: EventPlace) -> tuple[float, str]:
    if one.place.place_id == other.place.place_id:
        return (0.1, "same country") if one.geo_precision == 4 else (0.3, "same place")
    if contains(one.place, other.place) or contains(other.place, one.place):
        return (0.0, _ONE_COUNTRY) if "country" in (one.place.kind, other.place.kind) else (0.15, "one in the other")
    return (-1.0, "different places")


def _row(group: Sequence[Event], score: float, reason: str) -> MergedEvent:
    if len(group) == 1:
        return MergedEvent(group[0], (group[0],), 1.0, "")
    fullest = min(group, key=lambda event: (_precision(event), event.dating.precision or 9, -len(event.quantities)))
    first = group[0]
    dated = min(group, key=lambda event: (event.dating.precision or 9, event.dating.basis.startswith("inferred")))
    merged = replace(
        fullest,
        event_id=first.event_id,
        parent_id=next((event.parent_id for event in group if event.parent_id), None),
        dating=dated.dating,
        modality="actual" if any(event.modality == "actual" for event in group) else first.modality,
        actor=fullest.actor or next((event.actor for event in group if event.actor), ""),
        actor_iso=fullest.actor_iso or next((event.actor_iso for event in group if event.actor_iso), ""),
        quantities=_quantities(group, fullest),
    )
    return MergedEvent(merged, tuple(group), score, reason)


def _precision(event: Event) -> int:
    return min((where.geo_precision or 8 for where in event.places), default=9)


def _quantities(group: Sequence[Event], fullest: Event) -> tuple[Quantity, ...]:
    """The fullest report's numbers, but the lowest count of dead (ACLED's rule), and kinds it lacks from the others."""
    kept = [count for count in fullest.quantities if count.kind != "killed"]
    dead = [count for event in group for count in event.quantities if count.kind == "killed" and not count.subset]
    if dead:
        kept.insert(0, min(dead, key=lambda count: count.value))
    for event in group:
        known = {count.kind for count in kept}
        kept.extend(count for count in event.quantities if count.kind not in known)
    return tuple(kept)
