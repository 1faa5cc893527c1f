"""The offline gazetteer: toponyms in, candidate places out, best first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError
from geomap.gazetteer.build import default_cache_dir, ensure_index
from geomap.gazetteer.names import fold, relaxed_forms
from geomap.gazetteer.near import Neighbourhood
from geomap.gazetteer.records import KINDS, PLAIN, PREFIXES, NameClass
from geomap.gazetteer.store import Store
from geomap.model import Candidate, MatchMethod, MentionKind, Place

DEMONYM_KEY, ABBREVIATION_KEY, SKELETON_KEY = (
    PREFIXES[quality] for quality in (NameClass.DEMONYM, NameClass.ABBREVIATION, NameClass.TRANSLITERATED)
)
_METHODS: dict[int, MatchMethod] = {NameClass.RELAXED: "relaxed", NameClass.TRANSLITERATED: "transliterated"}


def open_gazetteer(cache_dir: Path | str | None = None) -> Gazetteer:
    """
    Open the user's index, building it first where it is missing, damaged or of other sources.

    Parameters
    ----------
    cache_dir
        Folder of the indexes; the platform's cache folder for geomap by default.

    Raises
    ------
    GazetteerError
        If the index cannot be built: the disk is full, the folder cannot be written, a source package is missing.
    """
    folder, manifest = ensure_index(Path(cache_dir) if cache_dir is not None else default_cache_dir())
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
        self._near = Neighbourhood(store)
        self._place = lru_cache(maxsize=16_384)(store.place)

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
        key = fold(toponym)
        rows = self._wanted(self._matches(toponym, key), kinds, countries)
        found: list[Candidate] = []
        seen: set[int] = set()
        for row, quality, form in rows:
            if row in seen:
                continue
            seen.add(row)
            found.append(self._candidate(row, quality, toponym, form, relaxed=form != key))
            if limit and len(found) >= limit:
                break
        return found

    def _matches(self, toponym: str, key: str) -> Iterator[tuple[int, int, str]]:
        if _is_abbreviated(toponym):
            yield from self._postings(key, ABBREVIATION_KEY)
        yield from self._postings(key, DEMONYM_KEY)
        yield from self._postings(key)
        later: list[tuple[int, int, str]] = []
        for form, kinds in relaxed_forms(key):
            wanted = {KINDS.index(kind) for kind in kinds}
            for posting in self._postings(form):
                if not wanted or self._kind(posting[0]) in wanted:
                    yield posting
                else:
                    later.append(posting)
        yield from later

    def _postings(self, key: str, prefix: str = "") -> Iterator[tuple[int, int, str]]:
        number = self.store.trie.get(prefix + key)
        if number is None:
            return
        store = self.store
        for at in range(store.name_starts[number], store.name_starts[number + 1]):
            yield store.posting_rows[at], store.posting_classes[at], key

    def _kind(self, row: int) -> int:
        return int(self.store.records["kind"][row])

    def _wanted(
        self,
        rows: Iterable[tuple[int, int, str]],
        kinds: Collection[MentionKind] | None,
        countries: Collection[str] | None,
    ) -> Iterator[tuple[int, int, str]]:
        if kinds is None and countries is None:
            yield from rows
            return
        records = self.store.records
        for row in rows:
            record = records[row[0]]
            if kinds is not None and KINDS[record["kind"]] not in kinds:
                continue
            if countries is not None and self.store.countries[record["country"]] not in countries:
                continue
            yield row

    def _candidate(self, row: int, quality: int, toponym: str, form: str, *, relaxed: bool) -> Candidate:
        place = self._place(row)
        grade = quality & ~PLAIN
        if relaxed:
            return Candidate(place, "relaxed", place.name if grade == NameClass.OWN else form)
        if grade == NameClass.OWN:
            return Candidate(place, "exact" if place.name == toponym else "folded", place.name)
        method = _METHODS.get(grade)
        if method is None:
            spelt = quality & PLAIN and toponym.casefold() == form and not (toponym.isupper() or toponym.islower())
            method = "exact" if spelt else "folded"
        return Candidate(place, method, toponym if method == "exact" else form)

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
        return [Candidate(self._place(row), "fuzzy", name, similarity) for row, name, similarity in hits]

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
        return self._place(row)

    def find(self, place_id: str) -> Place | None:
        """Return the place with an id, None when the index has no such id."""
        row = self.store.row_of(place_id)
        return None if row is None else self._place(row)

    def demonym(self, word: str) -> Place | None:
        """Return the country or region whose people or adjective a word is ("Russian", "Ukrainians"), else None."""
        for row, _, _ in self._postings(fold(word), DEMONYM_KEY):
            return self._place(row)
        return None

    def is_name(self, toponym: str) -> bool:
        """Return whether a name, folded, is listed."""
        key, trie = fold(toponym), self.store.trie
        return key in trie or (_is_abbreviated(toponym) and ABBREVIATION_KEY + key in trie)

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
        return [(self._place(row), km) for row, km in self._near.nearest(lat, lon, limit, max_km)]

    def containers(self, place: Place) -> tuple[Place | None, Place | None]:
        """Return the country and the first-order region that a place lies in; None where it has none or is it."""
        country = self.find(f"country:{place.country_code}") if place.country_code else None
        admin1 = self.find(f"iso3166-2:{place.admin1_code}") if place.admin1_code else None
        return (None if country == place else country), (None if admin1 == place else admin1)

    def contains(self, region: Place, lat: float, lon: float) -> bool:
        """Return whether a country or region covers a point: by its polygon, else by its radius."""
        return self._near.contains(region, lat, lon)

    def capital_of(self, place: Place) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of the country whose capital a town is, else None."""
        return place.country_code if place.feature_code == "PPLC" else None

    def about(self) -> dict[str, Any]:
        """Return the index's manifest: sources, versions, counts, files."""
        return self.store.manifest


def _is_abbreviated(toponym: str) -> bool:
    """Return whether a name is written as an abbreviation: with a dot, or a few capitals."""
    return "." in toponym or (len(toponym) <= 4 and toponym.isupper())
