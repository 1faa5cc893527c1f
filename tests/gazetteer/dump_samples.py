"""A slice in the format of GeoNames' dumps (CC BY 4.0)."""

from __future__ import annotations

import zipfile
from pathlib import Path


def _line(*columns: object) -> str:
    return "\t".join(map(str, columns)) + "\n"


def place(number, names, point, feature, region, population=0):
    name, _, others = names.partition(",")
    country, _, admin1 = region.partition(".")
    lat, lon = point
    feature_class, code = feature.split(".")
    head = (number, name, name, others, lat, lon, feature_class, code, country, "", admin1, "", "", "")
    return _line(*head, population, "", 100, "Europe/Kyiv", "2024-05-01")


PLACES = "".join(
    [
        place(703448, "Kyiv,Kiev,Київ", (50.45466, 30.5238), "P.PPLC", "UA.12", 2952301),
        place(710735, "Chornobyl,Chernobyl,Чорнобиль", (51.2763, 30.2219), "P.PPL", "UA.13", 1000),
        place(698740, "Chornobyl Nuclear Power Plant", (51.3894, 30.0989), "S.PSN", "UA.13"),
        place(710781, "Dnieper,Dnepr,Dnipro", (46.5, 32.3333), "H.STM", ""),
        place(704423, "Pokrovskyi Raion", (48.25, 37.1), "A.ADM2", "UA.05", 390000),
        place(6299938, "Belaya Air Base", (52.915, 103.575), "S.AIRB", "RU.20"),
        place(999999, "Stalino", (48.0, 37.8), "P.PPLH", "UA.05"),
        place(690791, "Ukraine", (49, 32), "A.PCLI", "UA.00", 44622516),
        place(706442, "Kharkiv Oblast", (49.5, 36.5), "A.ADM1", "UA.07", 2694007),
    ]
)
OTHER_NAMES = (
    "1\t703448\tde\tKiew\t\t\t\t\t\t\n"
    "2\t703448\ten\tKyiv City\t1\t\t\t\t\t\n"
    "3\t703448\tlink\thttps://en.wikipedia.org/wiki/Kyiv\t\t\t\t\t\t\n"
    "4\t703448\tpost\t01001\t\t\t\t\t\t\n"
    "5\t698740\tabbr\tChNPP\t\t\t\t\n"
    "6\t4\t\tNowhere\t\t\t\t\t\t\n"
)


def write_dump(path: Path, text: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{path.stem}.txt", text)
    return path
