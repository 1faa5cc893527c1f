"""The offline gazetteer: toponyms in, candidate places out, best first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError
from geomap.folding import fold
from geomap.gazetteer.build import chosen_index, default_cache_dir, ensure_index
from geomap.gazetteer.drafts import draft_of
from geomap.gazetteer.matching import Matcher
from geomap.gazetteer.near import Neighbourhood
from geomap.gazetteer.records import KINDS, PLAIN, NameClass
from geomap.gazetteer.store import Hit, Store
from geomap.model import Candidate, MatchMethod, MentionKind, Place

SEEN = 1 << 20  # a power of two
_OWN = int(NameClass.OWN)
_GRADE = PLAIN - 1
_DraftCandidate = draft_of(Candidate)
_METHODS: dict[int, MatchMethod] = {NameClass.RELAXED: "relaxed", NameClass.TRANSLITERATED: "transliterated"}


def open_gazetteer(cache_dir: Path | str | None = None) -> Gazetteer:
    """
    Open the user's index, building it first where it is missing, damaged or of other sources.

    An index built from a GeoNames dump is opened instead, where the user made one.

    Parameters
    ----------
    cache_dir
        Folder of the indexes; the platform's cache folder for geomap by default.

    Raises
    ------
    GazetteerError
        If the index cannot be built: the disk is full, the folder cannot be written, a source package is missing.
    """
    where = Path(cache_dir) if cache_dir is not None else default_cache_dir()
    folder, manifest = chosen_index(where) or ensure_index(where)
    return Gazetteer(Store(folder, manifest))


class Gazetteer:
    """
    Names to places, from a memory-mapped index.

    Parameters
    ----------
    store
        The opened index.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._place = store.place
        self._near = Neighbourhood(store)
        self._matcher = Matcher(store)
        self._cached = lru_cache(maxsize=8_192)(self._unfiltered)
        self._seen = bytearray(SEEN)

    def candidates(
        self,
        toponym: str,
        *,
        kinds: Collection[MentionKind] | None = None,
        countries: Collection[str] | None = None,
        limit: int | None = 10,
    ) -> list[Candidate]:
        """
        Return the places that a toponym could mean, best first.

        Parameters
        ----------
        toponym
            A name as a text spells it.
        kinds
            Only places of these kinds; all when None.
        countries
            Only places of these countries, ISO 3166-1 alpha-2; all when None.
        limit
            At most so many; all when None or 0.

        Returns
        -------
        candidates
            Places under the name as it is, folded, then with its generic words dropped ("Irkutsk region": the region
            before the town). Within one form a place's own name goes before a bigger place's other name.
        """
        if kinds is not None or countries is not None:
            return self._best(toponym, self._filtered(self._matcher.hits(toponym), kinds, countries), limit or 0)
        # Kept only when it comes again: keeping every answer takes a third of a new name's time.
        seen = hash(toponym) & (SEEN - 1)
        if self._seen[seen]:
            return list(self._cached(toponym, limit or 0))
        self._seen[seen] = 1
        return self._unfiltered(toponym, limit or 0)

    def _unfiltered(self, toponym: str, limit: int) -> list[Candidate]:
        key, hits = self._matcher.listed(toponym)
        if " " in key and (limit != 1 or not hits):
            hits = hits + self._matcher.relaxed(key)
        if len(hits) == 1:  # most names
            return [self._candidate(hits[0], toponym)]
        return self._best(toponym, hits, limit)

    def _best(self, toponym: str, hits: Iterable[Hit], limit: int) -> list[Candidate]:
        found: dict[int, Candidate] = {}
        for hit in hits:
            if hit[0] not in found:
                found[hit[0]] = self._candidate(hit, toponym)
                if len(found) == limit:
                    break
        return list(found.values())

    def _filtered(
        self, hits: Iterable[Hit], kinds: Collection[MentionKind] | None, countries: Collection[str] | None
    ) -> Iterator[Hit]:
        for hit in hits:
            if kinds is not None and KINDS[self.store.kind(hit[0])] not in kinds:
                continue
            if countries is None or self.store.country(hit[0]) in countries:
                yield hit

    def _candidate(self, hit: Hit, toponym: str) -> Candidate:
        row, quality, form = hit
        place = self._place(row)
        grade = quality & _GRADE
        method: MatchMethod
        if grade == _OWN:
            method, form = ("exact" if place.name == toponym else "folded"), place.name
        elif grade in _METHODS:
            method = _METHODS[grade]
        # The trie keeps folded names only: exact is a spelling that folding changes in nothing but its capitals.
        elif quality & PLAIN and form == toponym.casefold() and not (toponym.isupper() or toponym.islower()):
            method, form = "exact", toponym
        else:
            method = "folded"
        candidate: Any = _DraftCandidate(place, method, form, 1.0)
        candidate.__class__ = Candidate
        found: Candidate = candidate
        return found

    def fuzzy(
        self,
        toponym: str,
        *,
        within: Place | None = None,
        near: tuple[float, float, float] | None = None,
        kinds: Collection[MentionKind] | None = None,
        limit: int = 5,
    ) -> list[Candidate]:
        """
        Return places of one area whose name is spelt much like a toponym, best first.

        Parameters
        ----------
        toponym
            A name as a text spells it.
        within
            A region or country to search in.
        near
            Or a disc: latitude and longitude in WGS 84 degrees, radius in km.
        kinds
            Only places of these kinds; all when None.
        limit
            At most so many.

        Returns
        -------
        candidates
            With `similarity` below 1; empty without an area: names alike are found all over the world.
        """
        wanted = None if kinds is None else frozenset(KINDS.index(kind) for kind in kinds)
        hits = self._near.alike(fold(toponym), within=within, near=near, kinds=wanted, limit=limit)
        return [Candidate(self.store.place(row), "fuzzy", name, similarity) for row, name, similarity in hits]

    def place(self, place_id: str) -> Place:
        """
        Return the place with an id.

        Raises
        ------
        GazetteerError
            If the index has no such id.
        """
        row = self.store.row_of(place_id)
        if row is None:
            raise GazetteerError(f"{place_id!r} is no id of this gazetteer ({self.store.folder})")
        return self.store.place(row)

    def find(self, place_id: str) -> Place | None:
        """Return the place with an id, None when the index has no such id."""
        row = self.store.row_of(place_id)
        return None if row is None else self.store.place(row)

    def demonym(self, word: str) -> Place | None:
        """Return the country or region whose people or adjective a word is ("Russian", "Ukrainians"), else None."""
        row = self._matcher.demonym(word)
        return None if row is None else self.store.place(row)

    def is_name(self, toponym: str) -> bool:
        """Return whether a name, folded, is listed."""
        return self._matcher.has(toponym)

    def is_prefix(self, folded_words: str) -> bool:
        """Return whether folded words are a name or the first whole words of a longer one."""
        trie = self.store.trie
        return folded_words in trie or next(trie.iterkeys(folded_words + " "), None) is not None

    def nearest(self, lat: float, lon: float, limit: int = 1, max_km: float = 100.0) -> list[tuple[Place, float]]:
        """
        Return the towns and sites nearest to a point.

        Parameters
        ----------
        lat, lon
            WGS 84 degrees.
        limit
            At most so many.
        max_km
            Within so many km.

        Returns
        -------
        places
            With their distances in km, nearest first.
        """
        return [(self.store.place(row), km) for row, km in self._near.nearest(lat, lon, limit, max_km)]

    def containers(self, place: Place) -> tuple[Place | None, Place | None]:
        """Return the country and the first-order region that a place lies in; None where it has none or is it."""
        country = self.find(f"country:{place.country_code}") if place.country_code else None
        admin1 = self.find(f"iso3166-2:{place.admin1_code}") if place.admin1_code else None
        return (None if country == place else country), (None if admin1 == place else admin1)

    def region_at(self, lat: float, lon: float) -> Place | None:
        """Return the first-order region, else the country, that a point lies in or within 2 km of; None at sea."""
        from geomap.boundaries import locate  # noqa: PLC0415 - boundaries are read when asked for

        country, region = locate(lat, lon)
        found = self.find(f"iso3166-2:{region}") if region else None
        return found or (self.find(f"country:{country}") if country else None)

    def contains(self, region: Place, lat: float, lon: float) -> bool:
        """Return whether a country or region covers a point: by its polygon, else by its radius."""
        return self._near.contains(region, lat, lon)

    def capital_of(self, place: Place) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of the country whose capital a town is, else None."""
        return place.country_code if place.feature_code == "PPLC" else None

    def about(self) -> dict[str, Any]:
        """Return the index's manifest: sources, versions, counts, files."""
        return self.store.manifest
