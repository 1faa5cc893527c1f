"""Which rows of the index a toponym names, best first, by what form of it."""

from __future__ import annotations

from functools import lru_cache

from geomap.folding import fold, fold_once
from geomap.gazetteer.names import relaxed_forms
from geomap.gazetteer.records import KINDS, PLAIN, PREFIXES, NameClass
from geomap.gazetteer.store import Hit, Store
from geomap.gazetteer.transliteration import LEAST_LENGTH, least_alike, skeleton, without_article
from geomap.model import MentionKind

_DEMONYM, _ABBREVIATION, _SKELETON = (
    PREFIXES[quality] for quality in (NameClass.DEMONYM, NameClass.ABBREVIATION, NameClass.TRANSLITERATED)
)
_REGION = frozenset({KINDS.index("admin1")})
_GRADE = PLAIN - 1
_RELAXED = int(NameClass.RELAXED)


class Matcher:
    """
    Looks names up in an index.

    Parameters
    ----------
    store
        The opened index.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def hits(self, toponym: str) -> list[Hit]:
        """
        Return the rows that a toponym names, best first; one may come twice.

        As an abbreviation where it is written as one, as a demonym, as a name, then with generic words dropped; where
        no place is listed under the name itself, first under another transliteration.
        """
        key, listed = self.listed(toponym)
        return listed + self.relaxed(key) if " " in key else listed

    def listed(self, toponym: str) -> tuple[str, list[Hit]]:
        """Return a toponym folded, and the rows it names with no word dropped, best first."""
        key = fold_once(toponym)
        store = self._store
        found = store.hits(key)
        if key in store.demonyms:
            found = store.hits(key, _DEMONYM) + found
        if is_abbreviated(toponym):
            found = store.hits(key, _ABBREVIATION) + found
        if not found or (
            found[0][1] & _GRADE == _RELAXED and all(quality & _GRADE == _RELAXED for _, quality, _ in found)
        ):
            found = self._before_relaxed(self._transliterated(key), found)
        return key, found

    def _before_relaxed(self, respelt: list[Hit], relaxed: list[Hit]) -> list[Hit]:
        """Put a town spelt otherwise before a site that is called by it, but not before one of another country."""
        countries = {self._store.country(row) for row, _, _ in relaxed}
        if not countries:
            return respelt
        first = [hit for hit in respelt if self._store.country(hit[0]) in countries]
        return first + relaxed + [hit for hit in respelt if hit not in first]

    def has(self, toponym: str) -> bool:
        """Return whether a toponym is listed as it is, folded."""
        key, trie = fold(toponym), self._store.trie
        return key in trie or (is_abbreviated(toponym) and _ABBREVIATION + key in trie)

    def demonym(self, word: str) -> int | None:
        """Return the row whose people or adjective a word is."""
        key = fold(word)
        return self._store.hits(key, _DEMONYM)[0][0] if key in self._store.demonyms else None

    def relaxed(self, key: str) -> list[Hit]:
        """Return the rows that a folded toponym names with its generic words dropped, best first."""
        store = self._store
        found: list[Hit] = []
        others: list[Hit] = []
        for form, kinds in relaxed_forms(key):
            wanted = _numbers(kinds)
            fitting: list[Hit] = []
            for row, _, _ in store.hits(form):
                into = fitting if store.kind(row) in wanted else others
                into.append((row, _RELAXED, form))
            found += self._largest_first(fitting) if wanted == _REGION and len(fitting) > 1 else fitting
        return found + others

    def _largest_first(self, hits: list[Hit]) -> list[Hit]:
        """Order regions of one name and country by size: "Moscow region" is the one about the city, not the city."""
        countries = list(dict.fromkeys(self._store.country(row) for row, _, _ in hits))
        return sorted(hits, key=lambda hit: (countries.index(self._store.country(hit[0])), -self._store.radius(hit[0])))

    def _transliterated(self, key: str) -> list[Hit]:
        bones = skeleton(key)
        if len(bones) < LEAST_LENGTH or not key.isascii():
            return []
        from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only a name that is not listed needs it

        bare, found = without_article(key), []
        least = least_alike(bare)
        for row, quality, _ in self._store.hits(bones, _SKELETON):
            own = fold(self._store.name(row))
            if ratio(bare, without_article(own)) >= least:
                found.append((row, quality, own))
        return found


@lru_cache(maxsize=64)
def _numbers(kinds: tuple[MentionKind, ...]) -> frozenset[int]:
    """Return the numbers of kinds in `KINDS`, all of them when a dropped word speaks for none."""
    return frozenset(map(KINDS.index, kinds or KINDS))


def is_abbreviated(toponym: str) -> bool:
    """Return whether a name is written as an abbreviation: with a dot, or a few capitals."""
    return "." in toponym or (len(toponym) <= 4 and toponym.isupper())
