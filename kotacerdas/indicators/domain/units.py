"""Whether two ways of writing a unit mean the same. Scales are never converted: thousands of people are another unit."""

from kotacerdas.imports.domain.fields import fold

_BASES = (
    ("persen", "percent", "per cent", "pct"),
    ("orang", "jiwa", "people", "persons", "person"),
    ("rupiah", "rp", "idr"),
    ("tahun", "years", "year"),
    ("km2", "kilometer persegi", "km persegi", "square kilometres", "square kilometers", "sq km"),
    ("orang km2", "jiwa km2", "people km2", "jiwa per km2", "orang per km2", "people per km2"),
    ("ha", "hektare", "hektar", "hectares"),
    ("unit", "units"),
    ("liter detik", "l s", "liter per detik", "litres per second", "l detik"),
    ("m3", "meter kubik", "cubic metres"),
    ("rumah tangga", "households"),
    ("", "indeks", "index", "poin", "points", "nilai", "skor", "score"),
)
_SCALES = (
    ("ribu", "ribuan", "thousand", "thousands"),
    ("juta", "jutaan", "million", "millions"),
    ("miliar", "milyar", "miliaran", "billion", "billions"),
    ("triliun", "trilyun", "trillion", "trillions"),
)
_BASE_OF = {name: names[0] for names in _BASES for name in names}
_SCALE_OF = {name: names[0] for names in _SCALES for name in names}


def one_form(text: str) -> str:
    """Equal for units that mean the same; unknown ones stay as they are, without case and points."""
    words = fold(text.replace("%", " persen ").replace("²", "2").replace("³", "3")).split()
    scales = [_SCALE_OF[word] for word in words if word in _SCALE_OF]
    base = " ".join(word for word in words if word not in _SCALE_OF and word != "of")
    return " ".join([*scales, _BASE_OF.get(base, base)]).strip()


def same(one: str, other: str) -> bool:
    return one_form(one) == one_form(other)


def is_known(text: str) -> bool:
    """Whether this is surely a unit: not every word in brackets of a title is one."""
    form = one_form(text)
    words = form.split()
    base = " ".join(word for word in words if word not in _SCALE_OF)
    return bool(form) and base in _BASE_OF
