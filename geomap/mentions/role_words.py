"""The small words that roles are read from: general English."""

from __future__ import annotations

ARTICLES = frozenset("a an her his its some that the their this".split())
"""Determiners before a name."""

SKIPPED = frozenset(
    (
        "\" ' - besieged border capital coastal deep disputed easternmost embattled entire far front-line frontline "
        "greater key large main major mountainous nearby neighboring neighbouring northernmost occupied old other port "
        "rebel-held remote rest rural russian-held same small southernmost strategic ukrainian-held vast westernmost "
        "whole ‘ “"
    ).split()
)
"""What may stand between a preposition and the name it governs."""

PREPOSITIONS = frozenset(
    (
        "about above across after against along amid among around as at before behind below beneath between beyond "
        "bordering by for from in including inside into like near of off on onto outside over than through throughout "
        "to toward towards under upon via with within without"
    ).split()
)
"""What can govern a name."""

INSIDE = frozenset(
    (
        "above across along around at below beyond in inside into near off on onto outside over through throughout "
        "under within"
    ).split()
)
"""Prepositions that put something at the place itself."""

BE = frozenset("again also are be been being came had has have is under was were".split())
"""Auxiliaries of a passive."""

PASSIVE = frozenset("are been being came is under was were".split())
"""Those of them that make one."""

SEAT_NOUNS = frozenset(
    (
        "analysts authorities bureau correspondent correspondents diplomats embassy government headquarters ministries "
        "ministry newsroom office staff presidency command leadership official officials reporting source sources "
        "spokesman spokeswoman"
    ).split()
)
"""Bodies and people that sit in a town and speak from it."""

ORIGIN_VERBS = frozenset(
    (
        "arrived arriving came coming departed flew fly flying left returned returning traveled traveling travelled "
        "travelling"
    ).split()
)
"""Verbs of coming from a place."""

REPORTS = frozenset(
    "broadcast correspondent footage report reported reporting reports sources statement statements".split()
)
"""Words of news that comes from a place."""

PEOPLE = frozenset(
    (
        "colleague colleagues tourists tourist people man men woman women family families volunteer volunteers "
        "recruits "
        "recruit migrants visitors students delegates doctors engineer engineers player players friend friends"
    ).split()
)
"""People who are said to be from a place."""

GROUND = frozenset(
    (
        "zone edge vicinity neighbourhood neighbourhoods neighborhood neighborhoods quarter quarters part parts siege "
        "battle capture fall "
        "airport airspace area border borders center central centre coast district districts downtown east harbor "
        "harbour main market north old outskirts port province railway region residents shore shores skies sky soil "
        "south square station street streets suburb suburbs territory university waters west bridge cathedral church "
        "hospital hospitals hotel jail mosque park prison refinery school schools stadium"
    ).split()
)
"""Parts of a place, which a government does not have."""

MISSIONS = frozenset("convoy delegation envoy envoys flight mission negotiators team teams trip visit visits".split())
"""What goes "to" a place, also where no verb of travel is near."""

OFFICES = frozenset(
    (
        "army bank capital forces government governor head king kingdom leader leaders mayor minister ministry people "
        "president republic state university"
    ).split()
)
"""Offices and bodies of a place."""

MONTHS = frozenset(
    (
        "apr april aug august dec december feb february jan january jul july jun june mar march may nov november oct "
        "october sep sept september"
    ).split()
)
"""Months, as datelines write them."""

BANDS = frozenset(
    (
        "bloc cell faction fighters fronts group groups guerrillas gunmen insurgents jihadists militants militia "
        "militiaman militiamen militias movement rebel rebels separatists"
    ).split()
)
"""Armed groups, when named by the word before."""

BRIEFINGS = frozenset("briefing briefings conference presser".split())
"""Where somebody speaks to reporters, when named before "in" a place."""

BROADCASTERS = frozenset("correspondent fm journalist newspaper newspapers radio reporter television tv".split())
"""What is said to be of a place that it speaks from."""

TALKS = frozenset("conference meeting negotiations round summit talks".split())
"""What a capital hosts, when its name goes before."""

HEADS = frozenset(
    "boss chief commander governor leader leaders mayor official officials police spokesman spokeswoman".split()
)
"""Who is of a place or its people when named right behind it."""

MEASURES = frozenset("kilometers kilometres km miles outside side".split())
"""Words before "of" that set something beside a place."""

ABOUT = frozenset("depends imposed pressure reliance restrictions sanctions tariffs war".split())
"""Words before "on" that make a state the matter, not the place."""
