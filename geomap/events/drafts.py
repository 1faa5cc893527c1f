"""An event while it is being read: fields that later sentences may still fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from geomap.events.claims import Saying
from geomap.events.triggers import Hit
from geomap.model import ClaimSide, Cue, Dating, EventPlace, Layer, Modality, Quantity, Span, Verification

VIOLENT: frozenset[Layer] = frozenset({"strike", "shelling", "explosion", "ground", "casualties"})
REAL: frozenset[Modality] = frozenset({"actual", "planned"})


@dataclass(slots=True)
class Draft:
    """One event as told so far; `scene` is the index of the sentence that told it last."""

    layer: Layer
    subtype: str
    hit: Hit
    scene: int
    evidence: list[Span]
    places: list[EventPlace] = field(default_factory=list)
    dating: Dating = field(default_factory=Dating)
    modality: Modality = "actual"
    actor: str = ""
    actor_isos: tuple[str, ...] = ()
    actor_key: str = ""
    target: str = ""
    target_iso: str = ""
    weapon: str = ""
    counts: list[Quantity] = field(default_factory=list)
    saying: Saying | None = None
    side: ClaimSide = ""
    verification: Verification = "reported"
    warnings: list[str] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)

    parent: Draft | None = None
    borrowed: bool = False
    recalled: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether the text itself says when, not the context."""
        return self.dating.basis not in ("absent", "inferred_from_context", "inferred_from_reference")

    @property
    def place_ids(self) -> tuple[str, ...]:
        """The ids of its places, sorted."""
        return tuple(sorted(where.place.place_id for where in self.places))

    @property
    def lands(self) -> set[str]:
        """The countries of its places."""
        return {where.place.country_code for where in self.places if where.place.country_code}

    @property
    def precision(self) -> int:
        """The finest precision of its places, 9 when it has none."""
        return min((where.geo_precision or 8 for where in self.places), default=9)

    def add_evidence(self, spans: Sequence[Span]) -> None:
        """Take over sentences it does not have; a text is read forwards, so a new one mostly comes last."""
        for span in spans:
            if span.start > self.evidence[-1].start or span not in self.evidence:
                self.evidence.append(span)

    def add_counts(self, counts: list[Quantity]) -> None:
        """Take over numbers it does not have; of two that differ only in how exact they are, the inexact."""
        for told in counts:
            held = self.layer == "prisoner_exchange" and told.kind == "troops"
            count = replace(told, kind="prisoners") if held else told
            vague = [one for one in self.counts if one.kind == count.kind and one.vague]
            if vague and count.value > vague[0].value and not count.subset:
                self.counts.remove(vague[0])
            same = [one for one in self.counts if one.kind == count.kind and one.value == count.value]
            if not same:
                self.counts.append(count)
            elif same[0].op == "=" and count.op != "=":
                self.counts[self.counts.index(same[0])] = count
