"""One of every chart with the figures of the official 2022 list, for the gallery and for the tests."""

from decimal import Decimal

from django.utils.safestring import SafeString

from kotacerdas.common.charts import (
    Aim,
    Axis,
    Band,
    Chart,
    DotStrip,
    Mark,
    Point,
    Radar,
    ScoreLine,
    Section,
    SeriesChart,
    SeriesLine,
    Slope,
    SlopeRow,
    Spot,
    StripRow,
    dot_strip,
    radar,
    score_line,
    section,
    series_chart,
    share_bar,
    slope,
    spark,
    stacked_bar,
)

D = Decimal

# Baseline, Output, Outcome, Impact, Quick Win of 19 cities of the official 2022 list, and their final scores.
SCORES: dict[str, tuple[str, ...]] = {
    "Pasuruan": ("3.30", "2.57", "3.22", "3.19", "2.85", "2.99"),
    "Paser": ("3.80", "2.43", "2.73", "2.81", "3.02", "2.88"),
    "Kudus": ("2.45", "2.07", "3.11", "3.69", "3.02", "2.87"),
    "Malang": ("1.40", "1.54", "2.92", "2.56", "3.08", "2.51"),
    "Belitung": ("2.55", "2.07", "2.87", "2.75", "2.17", "2.46"),
    "Semarang": ("2.25", "1.96", "2.80", "1.50", "2.71", "2.42"),
    "Bau Bau": ("2.05", "1.96", "2.67", "1.50", "2.81", "2.39"),
    "Lombok Tengah": ("1.45", "1.29", "2.83", "2.69", "2.83", "2.38"),
    "Karo": ("2.85", "2.00", "2.43", "1.63", "2.60", "2.36"),
    "Pacitan": ("2.25", "2.11", "2.65", "2.31", "2.27", "2.36"),
    "Minahasa": ("1.85", "1.39", "2.40", "2.13", "2.73", "2.22"),
    "Manggarai Barat": ("2.10", "1.82", "2.30", "2.19", "2.35", "2.19"),
    "Pulau Morotai": ("2.00", "1.61", "2.10", "1.81", "2.04", "1.94"),
    "Buton": ("1.70", "1.93", "2.17", "1.81", "1.75", "1.92"),
    "Tapanuli Utara": ("1.35", "1.50", "2.41", "1.19", "1.77", "1.81"),
    "Humbang Hasundutan": ("1.80", "1.64", "2.41", "2.19", "0.60", "1.63"),
    "Halmahera Tengah": ("1.10", "1.07", "1.62", "1.06", "1.25", "1.30"),
    "Toba": ("1.05", "1.00", "1.69", "1.19", "1.17", "1.29"),
    "Raja Ampat": ("1.25", "1.14", "1.59", "1.00", "1.10", "1.27"),
}
COMPONENTS = ("Baseline", "Output", "Outcome", "Impact", "Quick Win")
WEIGHTS = (D("0.1"), D("0.2"), D("0.3"), D("0.1"), D("0.3"))
_AFTER = (1, 3, 2, 5, 4, 8, 10, 6, 9, 7, 11, 11, 13, 13, 16, 15, 18, 17, 19)


def six_dimensions() -> Radar:
    now = ("2.87", "3.33", "3.80", "3.54", "3.33", "3.30")
    before = ("3.04", "3.00", "3.54", "3.25", "2.67", "2.50")
    names = ("Governance", "Environment", "Society", "Living", "Economy", "Branding")
    axes = [Axis(name, D(one), D(two)) for name, one, two in zip(names, now, before, strict=True)]
    return radar(axes, 4, names=("2023", "2022"))


def twelve_axes_with_gaps() -> Radar:
    names = (
        "Kebijakan Internal Tata Kelola SPBE",
        "Perencanaan Strategis",
        "TIK",
        "Penyelenggara",
        "Penerapan Manajemen",
        "Audit TIK",
        "Layanan Administrasi Pemerintahan",
        "Layanan Publik",
        "Data",
        "Keamanan",
        "Pengetahuan",
        "Perubahan",
    )
    axes = [
        Axis(name, None if at == 3 else D(at % 5) + 1, None if at in {3, 4, 8} else D(at % 4))
        for at, name in enumerate(names)
    ]
    return radar(axes, 5, names=("2026", "2025"))


def three_axes() -> Radar:
    axes = [
        Axis("Umur harapan hidup", D("0.82")),
        Axis("Pengetahuan", D("0.71")),
        Axis("Pengeluaran", D("0.79")),
    ]
    return radar(axes, 1, names=("2025", ""))


def other_weights() -> Slope:
    before = [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, *range(11, 20)]
    rows = [SlopeRow(name, one, two) for name, one, two in zip(SCORES, before, _AFTER, strict=True)]
    return slope(rows, ("Bobot 2022", "Bobot 2024"))


def too_many() -> Slope:
    rows = [SlopeRow(f"Kabupaten {at}", at, 71 - at if at < 71 else None) for at in range(1, 72)]
    return slope(rows, ("2023", "2024"))


def components() -> DotStrip:
    rows = [
        StripRow(title, [(name, D(scores[at])) for name, scores in SCORES.items()], "Malang")
        for at, title in enumerate(COMPONENTS)
    ]
    return dot_strip([*rows, StripRow("Kolaborasi", [])], 4)


def finals() -> ScoreLine:
    values = [(name, D(scores[-1])) for name, scores in SCORES.items()]
    return score_line(values, None, 4, marks=[Mark("2022", D("2.51"), "lalu"), Mark("2023", D("2.94"))])


def _spots(first: int, *values: str | None, estimated_from: int = 9999) -> tuple[Spot, ...]:
    """One a year; None is a year without a figure."""
    return tuple(
        Spot(float(year), str(year), D(value), is_estimate=year >= estimated_from)
        for year, value in enumerate(values, start=first)
        if value is not None
    )


def development_index() -> SeriesChart:
    """The published human development index of Balikpapan and of its province; the targets are invented."""
    city = _spots(2015, "78.18", None, "79.01", "79.81", "80.11", None, None, None, "82.03", "82.62", "83.23")
    province = _spots(2019, "76.61", "76.24", "76.88", None, None, "78.79")
    lines = [SeriesLine("Balikpapan", city), SeriesLine("Kalimantan Timur", province, "provinsi")]
    return series_chart(lines, aims=[Aim(2025, "2025", D("83"))], unit="Indeks 0 sampai 100")


def broken_series() -> SeriesChart:
    """Two methods, a sample, an estimate; invented."""
    old, new = _spots(2019, "12.5", "11", "13.2"), _spots(2022, "21", "22.4", "19.8", estimated_from=2024)
    lines = [
        SeriesLine("Kota Balikpapan", old),
        SeriesLine("Kota Balikpapan", new, begins="Metode 2022: cakupan diperluas"),
        SeriesLine("Kota Balikpapan", _spots(2019, "-2", "4", "6", "5", "3", "9"), is_sample=True),
        SeriesLine("Indonesia", _spots(2019, "20", "20.5", "20.7", "20.9", "21", "20.6"), "nasional"),
    ]
    return series_chart(lines, unit="Persen", places=1)


def foreseen() -> SeriesChart:
    """A forecast within its bands; invented."""
    past = _spots(2015, *(str(600_000 + 14_000 * at) for at in range(10)))
    ahead = _spots(2024, *(str(726_000 + 15_000 * at) for at in range(6)))

    def edges(width: int) -> tuple[tuple[float, Decimal, Decimal], ...]:
        return tuple(
            (spot.at, spot.value - width * at, spot.value + width * at) for at, spot in enumerate(ahead)
        )

    lines = [
        SeriesLine("Balikpapan", past),
        SeriesLine("Ramalan", ahead, "ramalan"),
        SeriesLine("Tetap", _spots(2024, "726000", None, None, None, None, "726000"), "banding"),
    ]
    bands = [Band("95%", edges(20_000)), Band("80%", edges(12_000), "pita-sempit")]
    return series_chart(lines, bands=bands, unit="Jiwa", places=0)


def opinions() -> SeriesChart:
    words = {D(2): "TMP", D(3): "TW", D(4): "WDP", D(5): "WTP"}
    return series_chart(
        [SeriesLine("Balikpapan", _spots(2018, "4", "5", "5", "5", "5"))], words=words, places=0
    )


def many_months() -> SeriesChart:
    """Sixty months of one line."""
    spots = [
        Spot(2020 + at / 12, f"{at % 12 + 1}/{2020 + at // 12}", D(at * 37 % 23) - 11) for at in range(60)
    ]
    return series_chart([SeriesLine("Balikpapan", tuple(spots), step=1 / 12)], places=0)


def one_figure() -> SeriesChart:
    return series_chart([SeriesLine("Balikpapan", _spots(2024, "4.22"))], unit="Indeks 1 sampai 5")


def over_time() -> list[SeriesChart]:
    return [development_index(), broken_series(), foreseen(), opinions(), many_months(), one_figure()]


def hill_between_masts() -> Section:
    """Two masts and a hill that covers the ray between them; invented."""
    ground = [(at * 30.0, 90.0 + 24 * 0.9 ** abs(at - 6) - at * 0.5) for at in range(32)]
    top = max(ground, key=lambda place: place[1])
    ends = ((0.0, ground[0][1] + 10), (930.0, ground[-1][1] + 10))

    def ray(along: float) -> float:
        return ends[0][1] + (ends[1][1] - ends[0][1]) * along / 930

    def zone(along: float) -> float:
        return float(0.6 * (0.123 * along * (930 - along) / 930) ** 0.5)

    return section(
        [ground[:20], ground[22:]],
        ends,
        band=[(along, ray(along) - zone(along), ray(along) + zone(along)) for along, _up in ground],
        mark=Point(*top, "menutup 5,6 m"),
        ends=("Taman Bekapai", "Hub Gunung Sari"),
        unit="Meter di atas laut; jarak dalam meter",
        names={
            "medan": "medan",
            "sinar": "sinar",
            "zona": "60% zona Fresnel pertama",
            "halang": "penghalang terburuk",
        },
    )


def all_charts() -> list[Chart]:
    return [
        six_dimensions(),
        three_axes(),
        twelve_axes_with_gaps(),
        other_weights(),
        too_many(),
        components(),
        finals(),
        *over_time(),
        hill_between_masts(),
    ]


def contributions() -> list[tuple[str, SafeString]]:
    return [
        (
            name,
            stacked_bar(
                [
                    (letter, D(score) * weight)
                    for letter, score, weight in zip("ABCDE", scores[:5], WEIGHTS, strict=True)
                ],
                4,
            ),
        )
        for name, scores in SCORES.items()
    ]


def shares() -> list[tuple[str, SafeString]]:
    rows = (
        ("A", "0.36", "0.4"),
        ("B", "0.46", "0.8"),
        ("C", "0.68", "0.8"),
        ("D", "0.56", "0.8"),
        ("E", "0.63", "0.8"),
    )
    return [(code, share_bar(D(value), D(possible), D("0.8"), code)) for code, value, possible in rows] + [
        ("F", share_bar(None, D("0.4"), D("0.8"), "F"))
    ]


def sparks() -> list[SafeString]:
    return [
        spark([D("1.9"), D("2.51"), D("2.94")], 4),
        spark([D("1.9"), None, D("2.94"), D("2.2"), D("3.1")], 4),
        spark([None, D("2"), None], 4),
        spark([], 4),
    ]
