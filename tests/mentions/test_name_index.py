from mention_samples import tokens_of

from geomap.mentions.name_index import surface


def matched(names, text):
    tokens = tokens_of(text)
    return [(" ".join(tokens.forms[one.first : one.last]), one.code) for one in names.matches(tokens)]


def test_the_longest_name_wins(names):
    assert ("Port Sudan", "2") in matched(names, "Shells fell on Port Sudan.")


def test_codes_tell_countries_regions_and_peoples(names):
    assert [names.code(name) for name in ("Niger", "Chadian")] == ["C", "N"]


def test_an_acronym_is_no_town(names):
    assert matched(names, "Ministers of NATO and the SBU met.") == []


def test_an_ordinary_word_is_no_town(names):
    assert matched(names, "The Council met in May.") == []


def test_a_postal_code_counts_after_a_comma_only(names):
    assert ("OK", "A") in matched(names, "A storm hit Tulsa, OK, on Monday.")
    assert not matched(names, "They said it was OK to leave.")


def test_classes_mark_the_first_token_and_the_rest(names):
    assert names.classes(tokens_of("In Port Sudan"))[1:] == ["2", "2+"]


def test_a_hyphen_joins_without_spaces():
    assert surface(["Deir", "al", "-", "Balah"], 0, 4) == "Deir al-Balah"


def test_a_name_nearly_spelt_is_alike_within_its_country(names, gazetteer):
    mali, chad = gazetteer.place("country:ML"), gazetteer.place("country:TD")
    assert names.is_alike("Timbuctu", mali) or names.is_alike("Timbukto", mali)
    assert not names.is_alike("Timbukto", chad)


def test_a_town_tells_its_country(names):
    assert names.country("Omdurman").country_code == "SD"


def test_a_long_word_in_lower_case_ends_a_name_unless_a_hyphen_leads_to_it(names):
    forms = ["Indian", "-", "administered", "Kashmir"]
    assert names.longest(forms, 0, 4) == 4
    assert names.longest(["Gao", "administered", "Kashmir"], 0, 3) == 1
