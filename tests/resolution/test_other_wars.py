"""Short reports from several wars, in our own words: what is mapped, and to which country or region."""

import pytest

WARS = {
    "sudan": {"Wad Madani": "SD", "Omdurman": "SD", "El Fasher": "SD"},
    "gaza": {"Khan Younis": "PS", "Rafah": "PS", "Ashkelon": "IL", "Sderot": "IL", "Doha": "QA"},
    "myanmar": {"Lashio": "MM", "Kyaukphyu": "MM", "Myawaddy": "MM", "Mae Sot": "TH", "Shan": "MM"},
    "kashmir": {"Pahalgam": "IN", "Kupwara": "IN", "Muzaffarabad": "PK"},
    "sahel": {"Mopti": "ML", "Timbuktu": "ML", "Djibo": "BF"},
}
TEXTS = {
    "sudan": """
        PORT SUDAN, April 14 \u2014 Sudan's army said on Monday that its soldiers had retaken Wad Madani. Shells fell in
        Omdurman. Khartoum accused Abu Dhabi of arming the rebels. Thousands fled El Fasher, in North Darfur.""",
    "gaza": """
        Israeli air strikes hit Khan Younis and Rafah overnight. Rockets were fired at Ashkelon and Sderot. Cairo and
        Doha urged a truce, and talks resumed in Doha. The White House asked for restraint.""",
    "myanmar": """
        Rebels seized Lashio in Myanmar's Shan state. A junta air strike on Kyaukphyu killed eleven. Soldiers fled
        Myawaddy for the Thai town of Mae Sot. Beijing called for a ceasefire.""",
    "kashmir": """
        Gunmen killed soldiers near Pahalgam in Indian-administered Kashmir. New Delhi blamed Islamabad. Shelling was
        reported in Kupwara; schools closed in Muzaffarabad, the capital of Pakistan-administered Kashmir.""",
    "sahel": """
        Jihadists killed soldiers in Mali's Mopti region. Militants also attacked Timbuktu. In Burkina Faso the town of
        Djibo was besieged. Bamako and Niamey have turned to Moscow.""",
}


@pytest.mark.parametrize("war", WARS)
def test_what_is_mapped_is_where_things_happened(read, war):
    text = " ".join(TEXTS[war].split())
    mapped = {name: one.place.country_code for name, one in read(text).items() if one.mapped}
    assert mapped == WARS[war]
