from mention_samples import tokens_of


def test_a_headline_in_capitals_is_read_in_title_case(names):
    tokens = tokens_of("REBELS SHELL KHARTOUM AND PORT SUDAN", names)
    assert "Khartoum" in tokens.forms
    assert "KHARTOUM" in tokens.texts


def test_an_acronym_in_ordinary_text_stays(names):
    assert "NATO" in tokens_of("Ministers of NATO met in Riga on Monday.", names).forms


def test_a_text_in_lower_case_gets_its_names_back(names):
    tokens = tokens_of("militants attacked timbuktu on tuesday and then left for gao at night", names)
    assert "Timbuktu" in tokens.forms


def test_ordinary_text_is_left_alone(names):
    tokens = tokens_of("Militants attacked Timbuktu on Tuesday.", names)
    assert tokens.forms == tokens.texts


def test_capitals_are_where_the_forms_have_them(names):
    tokens = tokens_of("militants attacked timbuktu on tuesday and then left for gao at night", names)
    assert [tokens.forms[i] for i in tokens.capitals if tokens.forms[i] == "Timbuktu"] == ["Timbuktu"]
