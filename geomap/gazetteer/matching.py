"""Which rows of the index a toponym names, best first, by what form of it."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.folding import fold
from geomap.gazetteer.names import relaxed_forms
from geomap.gazetteer.records import KINDS, PLAIN, PREFIXES, NameClass
from geomap.gazetteer.store import Store
from geomap.gazetteer.transliteration import LEAST_ALIKE, LEAST_LENGTH, skeleton, without_article

Hit = tuple[int, int, str]
"""A row, its name's class (with the PLAIN bit) and the form that found it."""

_DEMONYM, _ABBREVIATION, _SKELETON = (
    PREFIXES[quality] for quality in (NameClass.DEMONYM, NameClass.ABBREVIATION, NameClass.TRANSLITERATED)
)
_REGION = [KINDS.index("admin1")]


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

    def hits(self, toponym: str) -> Iterator[Hit]:
        """
        Yield the rows that a toponym names, best first; one may come twice.

        As an abbreviation where it is written as one, as a demonym, as a name, then with generic words dropped; where
        no place is listed under the name itself, first under another transliteration.
        """
        key = fold(toponym)
        listed = self._postings(key, _ABBREVIATION) if is_abbreviated(toponym) else []
        if key in self._store.demonyms:
            listed += self._postings(key, _DEMONYM)
        listed += self._postings(key)
        if all(quality & (PLAIN - 1) == NameClass.RELAXED for _, quality, _ in listed):
            yield from self._transliterated(key)
        yield from listed
        yield from self._relaxed(key)

    def has(self, toponym: str) -> bool:
        """Return whether a toponym is listed as it is, folded."""
        key, trie = fold(toponym), self._store.trie
        return key in trie or (is_abbreviated(toponym) and _ABBREVIATION + key in trie)

    def demonym(self, word: str) -> int | None:
        """Return the row whose people or adjective a word is."""
        key = fold(word)
        return self._postings(key, _DEMONYM)[0][0] if key in self._store.demonyms else None

    def _postings(self, key: str, prefix: str = "") -> list[Hit]:
        store = self._store
        number = store.trie.get(prefix + key)
        if number is None:
            return []
        begin, end = store.name_starts[number], store.name_starts[number + 1]
        rows, classes = store.posting_rows, store.posting_classes
        return [(rows[at], classes[at], key) for at in range(begin, end)]

    def _relaxed(self, key: str) -> Iterator[Hit]:
        if " " not in key:
            return
        others: list[Hit] = []
        for form, kinds in relaxed_forms(key):
            wanted = [KINDS.index(kind) for kind in kinds]
            hits = [(row, int(NameClass.RELAXED), form) for row, _, _ in self._postings(form)]
            fitting = [hit for hit in hits if not wanted or self._store.kind(hit[0]) in wanted]
            yield from self._largest_first(fitting) if wanted == _REGION else fitting
            others += [hit for hit in hits if hit not in fitting]
        yield from others

    def _largest_first(self, hits: list[Hit]) -> list[Hit]:
        """Order regions of one name and country by size: "Moscow region" is the one about the city, not the city."""
        countries = list(dict.fromkeys(self._store.country(row) for row, _, _ in hits))
        return sorted(hits, key=lambda hit: (countries.index(self._store.country(hit[0])), -self._store.radius(hit[0])))

    def _transliterated(self, key: str) -> Iterator[Hit]:
        bones = skeleton(key)
        if len(bones) < LEAST_LENGTH or not key.isascii():
            return
        from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only a name that is not listed needs it

        for row, quality, _ in self._postings(bones, _SKELETON):
            own = fold(self._store.name(row))
            if ratio(without_article(key), without_article(own)) >= LEAST_ALIKE:
                yield row, quality, own


def is_abbreviated(toponym: str) -> bool:
    """Return whether a name is written as an abbreviation: with a dot, or a few capitals."""
    return "." in toponym or (len(toponym) <= 4 and toponym.isupper())
