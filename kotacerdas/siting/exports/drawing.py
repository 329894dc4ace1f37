"""The map of an answer for paper: an SVG of its own, with every colour said where it stands."""

from html import escape

from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.domain.picture import WIDTH, frame_of, path
from kotacerdas.siting.queries.taking import Taken
from kotacerdas.wifi.queries.points import WifiPoint

FONT = "Libertinus Serif"
INK, LAND, EDGE, POINT, OTHER, NEW = "#10211f", "#f3f5f1", "#8a9691", "#0b6069", "#b9c2be", "#f0a51a"


def printed(taken: Taken, areas: Areas, points: list[WifiPoint]) -> str:
    """Candidates below, then the points that there are, chosen sites with their numbers above. Empty without outlines."""
    if not areas.rows:
        return ""
    frame = frame_of(areas.bounds)
    parts = [
        f'<path d="{path(each.shape, frame)}" fill="{LAND}" stroke="{EDGE}" stroke-width="1.2"/>'
        for each in areas.rows
    ]
    for candidate in taken.candidates:
        x, y = frame.at(float(candidate.lon), float(candidate.lat))
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{OTHER}"/>')
    for point in points:
        x, y = frame.at(point.lon, point.lat)
        parts.append(f'<rect x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" fill="{POINT}"/>')
    for each in reversed(taken.answer.chosen):
        x, y = frame.at(each["lon"], each["lat"])
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="{NEW}" stroke="{INK}" stroke-width="1.5"/>'
            f'<text x="{x:.1f}" y="{y + 6:.1f}" text-anchor="middle" font-family="{FONT}" font-size="17" fill="{INK}">'
            f"{escape(str(each['rank']))}</text>"
        )
    size = f'viewBox="0 0 {WIDTH} {frame.height}" width="{WIDTH}" height="{frame.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'
