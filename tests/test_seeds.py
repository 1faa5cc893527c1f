from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from geomap.documents import read_documents

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def atlas(gazetteer):
    from geomap.atlas import geoparse

    return geoparse(SEEDS)


def words(text):
    return re.findall(r"[\w']+", text.casefold().replace("’", "'"))


def runs(text, length):
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def named(atlas, word):
    return atlas.mentions[atlas.mentions["text"] == word]


def test_there_are_at_least_three_documents_and_only_the_readme_is_passed_over():
    reading = read_documents([SEEDS])
    assert len(reading.documents) >= 3
    assert [Path(path).name for path in reading.passed_over] == ["README.md"]
    assert reading.failures == ()


def test_every_document_has_a_title_a_date_and_a_source_in_its_header():
    for document in read_documents([SEEDS]).documents:
        assert document.date in {date(2025, 6, 1), date(2025, 6, 3)}
        assert document.title
        assert document.source == "geomap example dispatch"
        assert document.warnings == ()
        assert document.body_start > 0


def test_the_facts_are_there_as_they_were_reported_garbled_names_too():
    text = " ".join(document.text for document in read_documents([SEEDS]).documents)
    facts = """Belyay Oleny Olya Ivanovo Diaghilev Irkutsk Murmansk Simferopol Sumy Bryansk Kursk Kharkiv Istanbul
        Mal'ta Lithuania 40 12 60 472 50,000 200 41 316 205 1,400 1,000 18 Kobzev Chebs Dropati Umarov Umerov
        Maliuk Fidan"""
    assert [fact for fact in facts.split() if fact not in text] == []


def test_the_readme_says_how_to_add_a_file():
    text = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert "Put your own `.txt` files" in text
    assert "geomap map seeds/ -o map.html" in text


@pytest.mark.shared
def test_no_run_of_five_words_is_anothers(shared):
    theirs = set().union(*(runs(path.read_text(encoding="utf-8"), 5) for path in (shared / "seeds").glob("*.txt")))
    for document in read_documents([SEEDS]).documents:
        assert runs(document.text, 5) & theirs == set(), document.id


def test_the_documents_give_ten_events_or_more_in_three_layers_or_more(atlas):
    layers = Counter(atlas.events["layer"])
    assert layers.total() >= 10
    assert len(layers) >= 3


def test_no_mention_is_in_a_header(atlas):
    starts = {document.id: document.body_start for document in atlas.documents}
    assert all(row.start >= starts[row.doc_id] for row in atlas.mentions.itertuples())


@pytest.mark.parametrize(
    ("word", "place_id"),
    [
        ("Irkutsk", "iso3166-2:RU-IRK"),
        ("Murmansk", "iso3166-2:RU-MUR"),
        ("Sumy", "iso3166-2:UA-59"),
        ("Bryansk", "iso3166-2:RU-BRY"),
        ("Kursk", "iso3166-2:RU-KRS"),
        ("Kharkiv", "geonames:706483"),
        ("Istanbul", "geonames:745044"),
    ],
)
def test_regions_and_cities_are_where_they_are(atlas, word, place_id):
    assert set(named(atlas, word)["place_id"]) == {place_id}


def test_a_misspelt_air_base_is_found_where_the_text_puts_it_and_flagged(atlas):
    found = named(atlas, "Belyay")
    assert {(round(row.lat, 1), round(row.lon, 1)) for row in found.itertuples()} == {(52.9, 103.6)}  # Belaya
    assert set(found["match_method"]) == {"fuzzy"}
    assert found["warning"].notna().all()


def test_a_wrong_place_stays_as_written_and_is_flagged(atlas):
    [found] = named(atlas, "Simferopol").to_dict("records")
    assert (found["geo_precision"], found["warning"]) == (3, "implausible_in_context")


def test_events_told_of_a_region_are_never_finer_than_a_region(atlas):
    regions = set(atlas.places.loc[atlas.places["kind"] == "admin1", "place_id"])
    of_regions = atlas.events[[bool(set(ids) & regions) for ids in atlas.events["place_ids"]]]
    assert not of_regions.empty
    assert (of_regions["geo_precision"] >= 3).all()


def test_both_blown_up_bridges_are_explosions_though_a_train_was_derailed(atlas):
    blown = atlas.events[atlas.events["layer"] == "explosion"]
    assert list(zip(blown["place_raw"], blown["date_start"].astype(str).str[:10], strict=True)) == [
        ("Bryansk", "2025-05-31"),
        ("Kursk", "2025-06-01"),
    ]


@pytest.mark.parametrize(
    ("said", "claimant"),
    [
        ("Two ballistic missiles and several drones", "Ukrainian authorities"),
        ("The Russian military, for its part, claimed", "The Russian military"),
        ("Igor Kobzev, who governs", "Igor Kobzev"),
    ],
)
def test_who_says_it_is_named_whatever_stands_between(atlas, said, claimant):
    texts = {document.id: document.text for document in atlas.documents}
    told = [row for row in atlas.reports.itertuples() if texts[row.doc_id].startswith(said, row.ev_start)]
    assert {row.claimed_by for row in told} == {claimant}


def test_no_actor_is_more_than_a_name(atlas):
    assert max(len(actor.split()) for actor in atlas.events["actor"].dropna()) <= 5


def test_a_speaker_abroad_makes_the_host_no_party_to_a_swap(atlas):
    swaps = atlas.events[atlas.events["layer"] == "prisoner_exchange"]
    assert "LT" not in set(swaps["actor_iso"].dropna())
