"""What a number counts: the words around it, kind by kind."""

from __future__ import annotations

import re

from geomap.events.numerals import NUMERAL
from geomap.model import QuantityKind

PERSON = (
    "person|civilian|resident|inhabitant|man|woman|child|soldier|serviceman|servicewoman|servicemember|villager|"
    "worshipper|policeman|policewoman|officer|constable|fighter|militant|rebel|insurgent|terrorist|member|worker|"
    "labourer|dockworker|passenger|student|pupil|pilgrim|tourist|patient|medic|paramedic|rescuer|journalist|reporter|"
    "sailor|crewman|guard|miner|farmer|girl|boy|schoolgirl|schoolboy|schoolchild|"
    "recruit|cadet|paramilitary|militiaman|gunman|jihadist|peacekeeper|victim|driver|teacher|nurse|doctor|fisherman|"
    "monk|priest|imam|assailant|attacker|element|subscriber|customer|relative|infant|baby|minor|teenager|adult|herder|"
    "trader|volunteer|commuter|mourner|bystander|pensioner|commander|pilot|conscript|reservist|firefighter|settler|"
    "refugee|evacuee|inmate|prisoner|detainee|hostage|captive|casualty|marine|paratrooper|motorcyclist|shepherd|cadre|"
    "aid worker|police officer|crew member|family member|youth|shopkeeper|vendor|bus driver|mother|father|"
    "son|daughter|brother|sister|wife|husband|grandmother|grandfather|grandson|granddaughter|grandchild|cousin|nephew|"
    "niece|uncle|aunt|sibling|parent|shopper|seminarian|novice|muslim|christian|herdsman|tribesman|trucker|electrician|"
    "engineer|technician|contractor|seafarer|sailor|occupier|invader|enemy soldier|policeman|ranger|trafficker|"
    "colleague|financier|leader|ringleader|agent|"
    "humanitarian|rider|cyclist|boatman|hunter|digger|vigilante|guerrilla|lorry driver|truck driver|townsperson|"
    "local|national|citizen|foreigner|operative|extremist|insurrectionist|defender|legionnaire|"
    "employee|staff member|official|migrant|separatist|bandit|combatant|trooper|guest|beachgoer|infantryman|"
    "corporal|sergeant|lieutenant|captain|major|colonel|brigadier|admiral|private|warrant officer|skipper|mechanic|"
    "cook|cleaner|clerk|porter|baker|butcher|tailor|welder|carpenter|mason|barber|grocer|waiter|pharmacist|midwife|"
    "surgeon|ambulance driver|taxi driver|conductor|machinist|operator|janitor|caretaker|watchman|bodyguard|courier|"
    "postman|preacher|pastor|bishop|nun|mullah|sheikh|chief|councillor|mayor|deputy|judge|prosecutor|lawyer|activist|"
    "photographer|cameraman|blogger|editor|stallholder|hawker|fishmonger|nomad|pastoralist|beekeeper|forester|logger|"
    "academic|professor|scientist|student nurse|trainee|apprentice|orphan|newborn|schoolteacher|headteacher|"
    "smuggler|gendarme|lookout|churchgoer|maoist|naxalite|stevedore|docker|grazier|trekker|infidel|"
    "peasant|sapper|squaddie|regular|legionary|ranger|holdout|hold-out|devotee|goatherd|jailer|warder|sentry|loyalist"
)
_PLURALS = (
    "people|persons|men|women|children|schoolchildren|servicemen|policemen|policewomen|militiamen|gunmen|fishermen|"
    "crewmen|"
    "infantrymen|grandchildren|herdsmen|tribesmen|townspeople|wives|ones|souls|enemies|lives|troops|personnel|staff|crew|others|more|police|babies|passers-by|families|paramilitaries|casualties|households|"
    r"consumers|sick|wounded|women and children|[a-z]{3,}(?:ians|anis|alis|ghans|aqis|olese)|israelis|yemenis|turks|"
    r"kurds"
)
PEOPLE = rf"(?:{_PLURALS}|(?:{PERSON})s?)"
_THINGS = (
    r"strikes?|airstrikes?|missiles?|rockets?|drones?|bombs?|shells?|attacks?|raids?|explosions?|blasts?|rounds?|"
    r"mines?|shots|jets?|warplanes?"
)
_FILL = rf"(?:(?!(?:and|or|but|in|after|when|who|as|by|killing|wounding|injuring|{_THINGS})\b)[\w'-]+\s+){{0,3}}?"
_BE = (
    r"(?:(?:were|was|are|have been|had been|has been|being|reported|reportedly|been|have|had|also|known|"
    r"to|confirmed|believed|feared|who|thought|all|since|already|meanwhile|now|then)\s+){0,4}"
)
_PASSIVE = r"(?:were|was|are|have been|had been|has been|had|have)\s+(?:also\s+|all\s+|reportedly\s+)?"
_INTRANSITIVE = (
    r"(?:neutralised|neutralized|fallen|became (?:a )?martyrs?|(?:embraced|attained) martyrdom|as martyrs?|"
    r"lost (?:the )?life|"
    r"fell(?=\s*(?:[,.;]|and\b|in action\b|in battle\b|$))|dead|died|"
    r"perished|slain|found (?:the |their )?death|did not survive|never came home|succumbed|lost their lives|"
    r"lost his life|lost her life|paid the "
    r"supreme price|made the supreme sacrifice|left (?:there )?(?:their|his|her) (?:life|lives)|"
    r"martyred|assassinated|liquidated|annihilated|abated|fatally|(?:killed|gunned down|massacred|slaughtered|"
    r"shot dead|eliminated|beheaded|executed|murdered|"
    r"lynched|felled|butchered)"
    rf"(?!\s+(?:at least|more than|up to|about|another|him|her|them|an?|the|{NUMERAL}|people|civilians)\b"
    r"(?!\s+(?:day|week|month|year|hour|km|kilomet\w+|night|attack|strike|raid|blast|spot|scene)\b)))"
)
_LETHAL = (
    r"killed|dead|died|perished|slain|assassinated|lost (?:his|her|their) li(?:fe|ves)|massacred|slaughtered|martyred|"
    r"shot dead|"
    r"eliminated|neutralised|neutralized|gunned down|beheaded|executed|murdered"
)
_HURT = (
    r"(?:wounded|injured|hurt|maimed|hospitalised|hospitalized|(?:suffered|received|sustained|got|suffering|nursing|"
    r"treated for|have|had|has|with)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:wounds|injuries|burns|concussions?)|hit by (?:\w+\s+){0,2}?(?:bullets?|gunfire|shrapnel|"
    r"splinters)|cut by|taken to (?:the |a )?(?:\w+ )?hospital|in (?:the |a )?hospital\b|in (?:an?\s+)?(?:serious|"
    r"critical|grave|heavy|"
    r"severe)\s+(?:condition|state))"
)
_SEIZED = (
    r"(?:abducted|kidnapped|whisked away|taken hostage|snatched|led away|marched (?:away|off|into)|carried (?:away|"
    r"off)|"
    "taken captive)"
)
_HELD = (
    r"(?:captured|detained|arrested|taken prisoner|surrendered|nabbed|apprehended|laid down their arms|rounded up|"
    r"hauled in|"
    r"taken in for questioning)"
)
_AMONG = r"(?:,?\s*(?:including|among them)[^,.;]{0,50},?\s*|,\s[^,.;]{3,70},\s?)?"
_ALSO = (
    rf"(?:\s+(?:of|from)\s+(?:[\w'-]+\s+){{0,3}}?[\w'-]+"
    rf"|(?:\s+[a-z]+ing(?:\s+[\w'-]+){{1,4}})?\s+and\s+(?:{NUMERAL}|an?)\s+{_FILL}{PEOPLE}"
    rf"|\s+and\s+(?:[\w'-]+\s+)?[\w'-]+s)?"
)
_AT = r"(?:\s+(?:of|from|in|at|near)\s+[^,.;]{2,40}?)?"
_WHO = r"(?:(?:who|that)\s+(?:had|were|was|have)|(?!being|including|during|among)[\w-]+ing)\b[^,.;:\d]{3,60}?"
_NO_POWER = r"(?:power|electricity|light|lighting|electric|current)"
_ATTRIBUTES = r"(?:(?!(?:and|or|with|days?|weeks?|hours?|months?|years?|times|minutes)\b|\d)[\w-]+\s+){0,3}?"
_NOUN_GOES_ON = r"(?!\s+(?:bombs?|carriers?|strikes?|attacks?|debris|crews?|operators?|factory|factories)\b)"


def _any(*patterns: str) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_AFTER_TEXT: tuple[tuple[QuantityKind, str], ...] = (
    (
        "killed",
        _any(
            rf"\s+{_FILL}(?:{PEOPLE}{_ALSO})?\s*{_AMONG}{_BE}{_INTRANSITIVE}\b",
            rf"\s+{_FILL}{PEOPLE}{_AT}\s+{_PASSIVE}{_INTRANSITIVE}\b",
            rf"\s+{_FILL}{PEOPLE}\s+{_WHO}\s+{_PASSIVE}{_INTRANSITIVE}\b",
            r"\s+(?:\w+\s+)?(?:suicide )?(?:bombers|attackers|assailants)\s+(?:blew|blown|detonated) themselves",
            r"\s+(?:\w+\s+)?(?:bodies|deaths|fatalities|dead|corpses|martyrs)\b",
            r"\s+of the (?:victims|dead|slain|fatalities|those killed)\b",
            rf"\s+{_FILL}{PEOPLE}\s+(?:(?:were\s+)?(?:burned|burnt|hacked|crushed|beaten|stabbed|starved|"
            rf"froze)\s+)?to death\b",
            rf"\s+{_FILL}{PEOPLE}\s+(?:were\s+)?(?:burned|burnt|buried)\s+alive\b",
        ),
    ),
    (
        "wounded",
        _any(
            rf"\s+{_FILL}(?:{PEOPLE}{_ALSO})?\s*{_AMONG}{_BE}{_HURT}",
            rf"\s+{_FILL}{PEOPLE}{_AT}\s+{_PASSIVE}{_HURT}",
            rf"\s+{_FILL}{PEOPLE}\s+{_WHO}\s+{_PASSIVE}{_HURT}",
            r"\s+(?:\w+\s+)?(?:injuries|wounded|injured)\b",
            rf"\s+{_FILL}{PEOPLE}\s+(?:[\w-]+\s+)?to (?:the )?hospitals?\b",
        ),
    ),
    (
        "people_without_power",
        (
            r"\s+(?:\w+\s+){0,2}(?:subscribers|households|people|customers|consumers|homes|residents|families)\s+"
            rf"(?:\w+\s+){{0,3}}(?:without|lost|no)\s+(?:\w+\s+)?{_NO_POWER}"
            rf"|\s+without\s+(?:\w+\s+)?{_NO_POWER}"
            r"|\s+(?:\w+\s+){0,2}(?:subscribers|households|customers|consumers|homes)\s+(?:were|are|had been|"
            r"have been)\s+"
            r"(?:cut off|blacked out|disconnected|off the grid)\b"
            r"|\s+(?:\w+\s+){0,2}(?:subscribers|households|people|customers|consumers|homes|residents|families)\b"
            rf"[^,.;:\d]{{0,50}}?\s(?:in (?:the dark|darkness)|without\s+(?:\w+\s+)?{_NO_POWER})\b"
        ),
    ),
    (
        "prisoners",
        _any(
            rf"\s+{_FILL}{PEOPLE}\s+(?:have\s+|had\s+)?(?:came|come|returned|returning|brought|back)\s+(?:back\s+)?(?:home|"
            r"from (?:\w+\s+)?captivity)",
            r"\s+(?:(?!(?:and|or|sides?|swapped|exchanged|freed|released)\b|\d)\w+\s+){0,3}(?:prisoners|pows|"
            r"captives|detainees|prisoners of war|captured(?!\s+(?:pick|vehicle|tank|truck|gun|weapon|rifle|motor|"
            r"drone|car|"
            r"position|village|town|ship|boat|post|base)\w*)|convicts)\b",
            rf"\s+{_FILL}(?:{PEOPLE})?\s*{_BE}{_HELD}\b",
            rf"\s+{_FILL}{PEOPLE}(?:\s+(?:who had been\s+)?(?:seized|abducted|kidnapped|taken|held|"
            rf"snatched)\s[^,.;\d]{{2,50}}?)?"
            rf"\s+{_BE}(?:freed|released|set free|let go|walked free|handed over|repatriated|exchanged|swapped)\b",
            rf"\s+{_FILL}{PEOPLE}\s+(?:captive|prisoner)\b",
            r"\s+surrendered\b",
        ),
    ),
    (
        "hostages",
        _any(
            r"\s+(?:\w+\s+){0,2}(?:hostages|captives|abductees|abducted|kidnapped)\b",
            rf"\s+{_FILL}{PEOPLE}(?:,[^.;]{{3,60}},)?\s+{_BE}{_SEIZED}",
        ),
    ),
    (
        "aircraft",
        rf"\s+{_ATTRIBUTES}(?:(?<!unmanned )aircraft(?!-type)|planes|warplanes|jets|"
        r"paramotors|gyrocopters|"
        r"(?<!suicide )bombers|helicopters|airplanes|fighters (?:f|su|mig|j)-?\d+)\b" + _NOUN_GOES_ON,
    ),
    (
        "drones",
        rf"\s+{_ATTRIBUTES}(?:drones?|uavs?|shaheds?|unmanned aerial vehicles|apparatuses|"
        "quadcopters?|unmanned boats?|loitering munitions?|unmanned (?:aircraft|aerial vehicles?)|"
        r"unmanned (?:surface )?vessels)\b" + _NOUN_GOES_ON,
    ),
    (
        "missiles",
        r"\s+(?:(?!(?:and|or|with|days?|weeks?|hours?|months?|years?|times|minutes)\b|\d)[\w-]+\s+){0,3}?(?:missiles?|rockets?|projectiles?)\b"
        + _NOUN_GOES_ON,
    ),
    (
        "munitions",
        (
            r"\s+(?:\d+[\s-](?:pound|kg|kilogram\w*|lb|mm)\s+)?"
            r"(?:(?!(?:and|or|with|tossed|dropped|fired|launched|threw|hurled|lobbed|released|rained)\b|\d)[\w-]+\s+){0,3}?(?:shells|mines|"
            r"bombs|aviabombs|kabs|fabs|jdams|munitions|mortars|mortar (?:rounds?|shells?|bombs?)|(?:tank|"
            r"artillery) (?:rounds?|shells?)|"
            r"rounds)\b"
        ),
    ),
    (
        "villages",
        r"\s+(?:(?!(?:people|residents|families|persons|inhabitants|fled|left|abandoned|in|of|from)\b)[\w-]+\s+){0,2}?(?:villages?|hamlets)\b",
    ),
    (
        "settlements",
        r"\s+(?:[\w-]+\s+){0,2}?(?:settlements?|towns|communities|localities|populated points|inhabited points)\b",
    ),
    ("bridges", r"\s+(?:[\w-]+\s+){0,2}?bridges?\b"),
    (
        "sites",
        (
            r"\s+(?:(?!(?:and|or|with|days?|weeks?|hours?|months?|years?|times|minutes)\b|\d)[\w-]+\s+){0,3}?(?:sites|bases|facilities|targets|positions|heights|outposts|"
            r"strongholds|airfields|airbases|locations|depots|hilltops|hills|hangars|piers|hideouts|hiding-places|"
            r"hiding places|warehouses|bunkers|"
            r"workshops)\b"
        ),
    ),
    ("families", r"\s+(?:[\w-]+\s+){0,2}?(?:families|households)\b"),
    (
        "evacuated",
        _any(
            rf"\s+{_FILL}{PEOPLE}(?:,[^,;]{{3,40}},)?\s+{_BE}(?:evacuated|taken out|brought out|moved to safety|"
            "out of)",
            rf"\s+{_FILL}{PEOPLE}(?:,[^,;]{{3,60}},)?\s+{_PASSIVE}(?:bused|bussed|trucked|driven|brought|flown|taken) "
            r"(?:to|out|down|away|from|off)\b",
            rf"\s+{_FILL}{PEOPLE}{_AT}\s+{_PASSIVE}(?:shifted|relocated|bused|airlifted|moved) (?:to|out|from)",
            r"\s+(?:\w+\s+)?evacuated\b",
        ),
    ),
    (
        "displaced",
        _any(
            rf"\s+{_FILL}{PEOPLE}(?:\s+\([^)]*\)|,(?:[^,;]|,(?=\d)){{3,40}},)?\s+{_BE}(?:newly\s+|forcibly\s+)?(?:displaced|"
            r"fled|uprooted|flee|forced from|driven from|run|ran|gone|poured|streamed|escaped|escaping|fleeing|"
            r"leaving|walked out|trekking|trekked|trudging|trudged|streaming|streamed out|"
            r"left(?!\s+(?:there\s+)?(?:their|his|her)\s+li)|"
            r"abandoned|crossed|on the move|homeless|"
            r"sought (?:refuge|shelter))",
            r"\s+(?:[\w'-]+\s+){0,2}?(?:have\s+|had\s+|were\s+|are\s+|has\s+)?(?:displaced|fled|uprooted)\b",
            r"\s+(?:have|had)\s+(?:since\s+)?crossed\b",
            rf"\s+{_FILL}{PEOPLE}\s+(?:from|of)\s+[^,.;\d]{{2,40}}?\s+(?:have|had)\s+(?:\w+\s+)?(?:fled|crossed|left|"
            r"escaped|gone)\b",
            r"\s+(?:[\w'-]+\s+){1,2}?(?:have\s+|had\s+)?(?:trekked|waded|walked|poured|streamed)\s+(?:into|to|across)\b",
            r"\s+(?:have|had)\s+left\s+(?:on foot|for\b|by\b|in\b|since\b|the\b)",
            r"\s+(?:[\w'-]+\s+){1,2}?(?:have\s+|had\s+)?"
            r"(?:left\s+(?:for\b|(?:the\s+)?\w+\s+(?:for|towards?|and)\b)|crossed into)",
        ),
    ),
    ("troops", r"-(?:strong|man)\s+(?:\w+\s+)?(?:force|unit|contingent|detachment|brigade|mission)\b"),
    (
        "troops",
        r"\s+(?:(?!(?:and|or|with|days?|weeks?|hours?|months?|years?|times|minutes)\b|\d)[\w-]+\s+){0,3}?(?:troops|soldiers|servicemen|fighters|reservists|men|personnel)\b",
    ),
    ("duration_days", r"[\s-]days?\b(?!\s+(?:after|before|ago|earlier|later))"),
)
_ITEM = (
    rf"(?:(?:(?:an?|one|the|its|his|her|their|{NUMERAL})\s+(?:[\w'-]+\s+){{1,3}}|(?:himself|herself|themselves)\s+)"
    r"(?:and|,)\s+(?:another\s+|his\s+|her\s+)?)"
)
_LEAD = rf"\s+{_ITEM}?(?:a family of\s+)?(?:(?!(?:\w+ed|\w+ing|and|or|in|on|of)\b)[\w']+\s+){{0,2}}?[\"']?$"
_BEFORE_TEXT: tuple[tuple[QuantityKind, str], ...] = (
    (
        "killed",
        _any(
            r"\b(?:killed|killing|kills|kill|perished|died|lost|beheaded|beheading|executed|executing|shot dead|"
            r"hacked to death|burned alive|lynched|losing|murdered|massacred|slaughtered|eliminated|eliminating|"
            r"claimed the lives of|claiming the lives of|cutting down|cut down|tearing apart|snuffing out|wiping out|"
            r"wiped out|claiming|mowing down|mowed down|martyred|leaving|left|assassinated|assassinating|liquidated|"
            r"annihilated|martyrdom of|death of|deaths of|"
            r"neutralising|neutralizing|neutralised|neutralized|"
            "destroyed)" + _LEAD,
            r"\bput[^,.;]{0,60}\b(?:dead|losses)(?:(?!injured|wounded|hurt)[^,.;]){0,60}\s+at\s+$",
            r"\bput[^,.;]{0,30}\b(?:number|figure|count|toll)(?:\s+(?:killed|dead|there))?\s+at\s+$",
            r"\bat (?:a|the) cost of\s+$",
            r"\bnumber of [^,.;]{0,30}(?:dead|killed)[^,.;]{0,60}\b(?:climbed|risen|rose|grown|increased) to\s+$",
            r"\b(?:shot|hacked) to death\s+$",
            r"\b(?:the |a )?loss of\s+(?:its\s+|their\s+)?$",
            r"\bbodies of\s+$",
            r"\b(?:dead|killed|bodies|toll|deaths|died)\b[^.]{0,60}\bspoke (?:only )?of\s+$",
            r"\bamong the (?:dead|victims|slain|fatalities) (?:were|was|are|is)\s+$",
            r"\b(?:the dead|the victims|fatalities) (?:included?|includes)\s+$",
            r"\b(?:casualty figure|death figure)\s+(?:\w+\s+){0,2}?at\s+$",
            r"\b(?:the dead|the death toll|the toll|number of [^,.;]{0,40}(?:killed|dead)[^,.;]{0,40})\s+at\s+$",
            r"\btoll\s+(?:[\w'-]+\s+){0,12}?(?:to|at|reached|was|is)\s+$",
            r"\b(?:deaths?|martyrdom|killing|lives) of\s+(?:a family of\s+)?$",
        ),
    ),
    (
        "wounded",
        _any(
            r"\b(?:wounded|wounding|wounds|injured|injuring|injures|hurt|hurting|maiming)" + _LEAD,
            r"\b(?:injured|wounded)\s+at\s+$",
            r"(?:^|,|\band)\s+suffered\s+$",
            r"\bamong the (?:wounded|injured) (?:were|was|are|is)\s+$",
            r"\b(?:the wounded|the injured) (?:included?|includes)\s+$",
            r"\bnumber of [^,.;]{0,30}(?:injured|wounded|hurt)[^,.;]{0,60}\b(?:climbed|risen|rose|grown|"
            r"increased) to\s+$",
            r"\b(?:wounding|injuring|injury) of\s+$",
        ),
    ),
    (
        "evacuated",
        r"\b(?:evacuated|evacuating|evacuate|took out|taken out|take out|evacuation of|brought out|ferried|ferrying|"
        r"shifted|shifting|shepherd(?:ed|ing)?|airlifted|airlifting|relocated|relocating|escorted out|ushered out|"
        r"led out|carried out|drove out|bused out|moved out|exported|flew|bused|bussed|"
        r"trucked)(?:\s+from\s+[\w'-]+)?" + _LEAD,
    ),
    ("drones", r"\bnumber of [^.;]{0,40}\b(?:drones|uavs)\b[^.;]{0,80}\bat\s+$"),
    (
        "displaced",
        _any(
            r"\b(?:displaced|displacing|uprooted|drove|forced|driving|forcing|uprooting)" + _LEAD,
            r"\b(?:emptied|emptying)\s[^,.;\d]{3,60}\sof\s+$",
        ),
    ),
    (
        "people_without_power",
        _any(
            rf"\b{_NO_POWER}\s+(?:was\s+|were\s+)?(?:cut|lost|knocked out|out)\s+(?:off\s+)?(?:to|for)\s+"
            r"(?:\w+\s+){0,2}?$",
            rf"\b(?:without|no)\s+{_NO_POWER}\s+(?:(?:in|for|to)\s+)?(?:{NUMERAL}\s+\w+,\s+|(?:\w+\s+){{0,2}}?)$",
        ),
    ),
    (
        "hostages",
        r"\b(?:abducted|abducting|kidnapped|kidnapping|kidnaps|abducts|took hostage|taken hostage|holding|snatched|"
        r"carried away|carrying away|carried off|carries off|herded|herding|carrying off|dragged away|marched off|"
        r"marched|"
        r"whisked away|frogmarched|"
        r"hauled off|dragged off|made off with|took away|taken away|led away|seized)" + _LEAD,
    ),
    (
        "prisoners",
        r"\b(?:exchanged|swapped|let go|set free|handed back|repatriated|captured|capturing|freed|frees|freeing|"
        r"releases|handed over|transferred|released|"
        r"formula|in return for|in exchange for|handover,? of|exchange, of|swap of|exchange of|release of|arrested|"
        "arresting|detained|detaining)" + _LEAD,
    ),
)
_NOUNS = r"(?:(?!(?:and|or|in|after|when|that|which)\b)[\w'-]+\s+){1,3}?"
_ONE = r"\b(?:an?|another)\s+(?!(?:dozen|hundred|thousand|million|number|total|few|handful|couple|family|group)\b)"
_SOMEBODY = rf"(?:[\w'-]+\s+){{0,3}}?(?:{PERSON})"
_NOT_ONE = (
    r"(?!(?:number|dozen|hundred|thousand|million|total|handful|few|record|further|estimated|least|couple|family|group|"
    r"crowd|day|week|month|year|hour|night|half|married|several|similar|second|third|ceasefire|truce|deal|plan|proposal)\b)"
)
_NO_OBJECT = (
    rf"(?!\s+(?:(?:at least|more than|up to|about|some|nearly|over|almost|around)\s+)?(?:an?|the|his|her|its|their|him|"
    rf"himself|herself|another|{NUMERAL}|(?:[\w'-]+\s+){{0,2}}?(?:{_PLURALS}|(?:{PERSON})s))\b"
    r"(?!\s+(?:day|week|month|year|hour|km|kilomet\w+|night|attack|strike|raid|blast|spot|scene)s?\b))"
)
"""What is behind a verb of killing whose subject kills, and is not killed: "A gunman shot dead three"."""
_DOWNED = (
    r"(?:bringing down|bring down|shot down|shooting down|downed|downing|destroyed|destroying|brought down|"
    r"intercepted|intercepting|sank)"
)
_AND_A = rf"(?:{NUMERAL}\s+(?:[\w-]+\s+){{1,3}}and\s+)?(?:an?|another)\s+(?:[\w-]+\s+){{0,3}}?"
_AIRCRAFT = r"(?:aircraft|plane|warplane|jet|helicopter|airplane|fighter jet)\b"
_TAKEN = (
    r"(?:captured|seized|took|taken|taking|liberated|retook|retaken|recaptured|overran|occupied|cleared|"
    r"control of|control over|capture of|seizure of)"
)
_SINGULAR_TEXT: tuple[tuple[QuantityKind, str], ...] = (
    (
        "killed",
        _any(
            rf"{_ONE}{_SOMEBODY}{_AT}\s+(?:was\s+|has been\s+|had been\s+|also\s+|have\s+|had\s+|has\s+|"
            rf"been\s+)*(?:{_LETHAL})\b{_NO_OBJECT}",
            rf"\b(?:killing|killed|kills)\s+{NUMERAL}\s+(?:[\w'-]+\s+){{1,3}}?and\s+(?:an?|his|her|their|its)\s+{_SOMEBODY}\b",
            rf"{_ONE}{_SOMEBODY}\s+and\s+(?:his|her|their|{NUMERAL})\s+(?:[\w'-]+\s+){{1,3}}?(?:were\s+)?(?:{_LETHAL})\b",
            rf"{_ONE}{_NOUNS}(?:was|has been|had been)\s+(?:{_LETHAL})\b",
            r"\b(?:killing|killed|kills|shot dead|gunned down|shoots dead)\s+(?:an?|another)\s+"
            + _NOT_ONE
            + r"[\w'-]+",
            r"\bkilling (?:him|her)\b",
            r"\b(?:killing|killed|kills)\s+an?\s+(?:[\w-]+\s+){0,2}?couple\b(?!\s+of)",
            r"\ban?\s+(?:[\w-]+\s+){0,2}?couple\s+(?:from\s+[\w-]+\s+)?(?:was|were|had been)\s+killed\b",
            rf"\b(?:the|his|her|its)\s+(?:driver|rider|pilot|guard|passenger|victim|bodyguard|owner|man|woman|boy|girl)\s+"
            rf"(?:(?:was|has)\s+)?(?:{_LETHAL}|did not survive|became (?:a )?martyr)\b",
            rf"\b(?:killing|killed|kills)\s+(?:the|its|her|his|their)\s+{_SOMEBODY}\b",
            rf"\b(?:death|killing) of (?:an?|another) {_SOMEBODY}\b",
            rf"\b(?:perished|died)\s+(?:an?\s+)?{_SOMEBODY}\b(?=\s*[,.;]|\s+of\s+\d)",
        ),
    ),
    (
        "wounded",
        _any(
            rf"{_ONE}{_SOMEBODY}{_AT}\s+(?:was\s+|has been\s+|had been\s+|also\s+)*{_HURT}{_NO_OBJECT}",
            rf"\bthe\s+{_SOMEBODY}(?:\s+of\s+\d+\s+years)?\s+{_HURT}",
            rf"\b(?:wounding|wounded|injuring|injured|hurting)\s+{NUMERAL}\s+(?:[\w'-]+\s+){{1,3}}?and\s+(?:an?|his|her|their|its)\s+{_SOMEBODY}\b",
            rf"{_ONE}{_NOUNS}(?:was|has been|had been)\s+{_HURT}",
            r"\b(?:wounding|injuring|wounded|injured|hurting|wounds|injures)\s+(?:an?|another)\s+"
            + _NOT_ONE
            + r"[\w'-]+",
            rf"\b(?:wounding|injuring|wounded|injured|hurting)\s+(?:the|its|her|his|their)\s+{_SOMEBODY}\b",
            rf"\b(?:hurt|maimed|maiming|scalded|burned|burning)\s+(?:an?|another)\s+{_SOMEBODY}\b",
            rf"{_ONE}{_SOMEBODY}[^,.;]{{0,60}}?\s+(?:and\s+)?(?:lost|losing) (?:an?|his|her) (?:foot|leg|arm|hand|eye|"
            rf"limb)\b",
            r"\b(?:cost|costing)\s+(?:an?|another)\s+(?:[\w-]+\s+){0,3}?(?:his|her|an?)\s+(?:foot|leg|arm|hand|eye|limb|sight)\b",
            r"\b(?:cost|costing)\s+(?:[\w-]+\s+){0,3}?(?:his|her)\s+(?:foot|leg|arm|hand|eye|limb|sight)\b",
            rf"\b(?:the|his|her|its)\s+(?:driver|pilot|guard|passenger|bodyguard|owner)\s+(?:(?:was|is)\s+)?(?:left\s+)?{_HURT}",
        ),
    ),
    (
        "hostages",
        rf"\b(?:freed|released|freeing|releasing|let go|set free)\s+(?:an?|another)\s+{_SOMEBODY}\b",
    ),
    (
        "prisoners",
        rf"\b(?:captured|detained|arrested|seized|nabbed)\s+(?:an?|another)\s+(?:[\w-]+\s+){{0,4}}?(?:{PERSON})\b",
    ),
    (
        "hostages",
        (
            rf"\b(?:an?|the)\s+{_SOMEBODY}(?:\s+[^,.;]{{3,50}})?\s+(?:(?:was|has been)\s+(?:freed|released|set free|"
            "let go)|"
            r"regained (?:his|her) freedom)"
        ),
    ),
    (
        "hostages",
        _any(
            rf"{_ONE}{_SOMEBODY}\s+(?:was|has been|had been)\s+{_SEIZED}",
            r"\b(?:abducted|kidnapped|kidnapping|abducting|snatched|carried off|carries off|took hostage)\s+"
            rf"(?:{NUMERAL}\s+(?:[\w-]+\s+){{1,3}}and\s+)?(?:an?|another)\s+" + _NOT_ONE + r"[\w'-]+",
        ),
    ),
    (
        "aircraft",
        (
            r"\b(?:an?|one|another)\s+(?:[\w-]+\s+){0,3}?(?:aircraft|plane|warplane|jet|helicopter|su-\d+|mig-\d+|mi-\d+|"
            r"ka-\d+|f-\d+)\s+(?:was|has been|had been|crashed|went down)\s*(?:shot down|downed|destroyed|"
            "brought down|lost|"
            r"hit|after being hit)"
        ),
    ),
    (
        "drones",
        (
            r"\b(?:an?|another)\s+(?:[\w-]+\s+){0,2}?(?:drone|uav)\b[^.;]{0,50}?\s(?:was|has been|had been)\s+"
            r"(?:shot down|downed|destroyed|brought down|intercepted|jammed)"
        ),
    ),
    (
        "missiles",
        (
            r"\b(?:an?|another)\s+(?:[\w-]+\s+){0,2}?(?:missile|rocket)\b[^.;]{0,50}?\s(?:was|has been|had been)\s+"
            r"(?:shot down|downed|destroyed|brought down|intercepted)"
        ),
    ),
    (
        "missiles",
        r"\b(?:fired|firing|launched|launching)\s+(?:an?|one|another)\s+(?:[\w-]+\s+){0,2}?(?:missile|rocket)\b(?!\s+at(?:tack)?\b)",
    ),
    ("aircraft", rf"\b{_DOWNED}\s+{_AND_A}{_AIRCRAFT}"),
    ("drones", rf"\b{_DOWNED}\s+{_AND_A}(?:drone|uav|quadcopter)\b"),
    (
        "drones",
        rf"\b{NUMERAL}\s+(?:[\w-]+\s+){{0,2}}(?:missiles|rockets)\s+and\s+an?\s+(?:[\w-]+\s+){{0,2}}?(?:drone|uav)\b",
    ),
    ("missiles", rf"\b{_DOWNED}\s+{_AND_A}(?:missile|rocket)\b"),
    ("villages", rf"\b{_TAKEN}\s+[\w'-]+,\s+an?\s+(?:[\w'-]+\s+){{0,2}}?village\b"),
    (
        "villages",
        (
            rf"\b{_TAKEN}\s+(?:(?!(?:above|near|around|outside|over|behind)\b)[\w-]+\s+){{0,2}}?(?:an?|another|the|"
            rf"one more)\s+(?:[\w'-]+\s+){{0,1}}?village\b"
        ),
    ),
    ("bridges", r"(?<!on )(?<!near )(?<!under )(?<!across )(?<!at )\b(?:an?|another)\s+(?:[\w'-]+\s+){0,2}?bridge\b"),
)

Table = tuple[tuple[QuantityKind, re.Pattern[str]], ...]


def _compiled(table: tuple[tuple[QuantityKind, str], ...]) -> Table:
    return tuple((kind, re.compile(pattern)) for kind, pattern in table)


AFTER: Table = _compiled(_AFTER_TEXT)
"""What stands right behind a number; the dead and the wounded come first."""

BEFORE: Table = _compiled(_BEFORE_TEXT)
"""What stands right before a number that counts people."""

SINGULAR: Table = _compiled(_SINGULAR_TEXT)
"""One of something, said with an article and no number."""

N_TOLLS = 2
"""How many rows of `AFTER` are tolls: they are asked before `BEFORE`."""

VICTIMS_BEHIND = re.compile(
    r"\s+(?:(?!(?:and|or|in|at|on|of|by|with|from)\b)[\w'.-]+\s+){0,2}?(?!(?:cows|goats|camels|animals|horses|donkeys|dogs|"
    rf"birds|pigs|chickens|{_THINGS}|vehicles|tanks|cars|trucks|houses|homes|hours|days|weeks|months|years|miles|times)\b)"
    r"[a-z]{3,}[a-rt-z]s\b"
)
"""Whatever "killed two" goes on with: smugglers, lookouts; no things, times or beasts."""
DEAD_BEHIND = re.compile(rf"\s+(?:[\w'-]+\s+){{0,4}}?{_INTRANSITIVE}")
PEOPLE_BEHIND = re.compile(rf"\s+(?:[\w'.-]+\s+){{0,3}}?{PEOPLE}\b")
ITEM_BETWEEN = re.compile(
    r"\s+(?:[\w'-]+\s+){0,2}[\w'-]+(?:,\s+(?:an?|one|his|her|their)\s+(?:[\w'-]+\s+){0,2}[\w'-]+)?(?:\s+and|,)\s+"
    r"(?:his\s+|her\s+|their\s+)?"
)
