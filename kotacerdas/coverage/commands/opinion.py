"""The options of the Irregular Terrain Model in the command `wifi loss`, so that its published cases can be asked for."""

from argparse import ArgumentParser, Namespace

from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import number
from kotacerdas.terrain.domain.profile_files import plain
from kotacerdas.terrain.domain.profiles import Profile
from kotacerdas.terrain.domain.radio import itm
from kotacerdas.terrain.domain.radio.itm import Setting

_USUAL = Setting()
# Name of the option, of the field, its limits; the names are those of NTIA's files of cases.
_FIGURES = (
    ("climate", "climate", 1, 7),
    ("n0", "refractivity", 250, 400),
    ("epsilon", "permittivity", 1, 100),
    ("sigma", "conductivity", 0.000_01, 10),
    ("mdvar", "variability", 0, 33),
    ("time", "time", 0.01, 99.99),
    ("location", "locations", 0.01, 99.99),
    ("situation", "situations", 0.01, 99.99),
)
_WHOLE = {"climate", "mdvar"}


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--itm", action="store_true", help=_("also the Irregular Terrain Model"))
    group = parser.add_argument_group(
        _("Irregular Terrain Model"), _("without them: an equatorial climate, average ground, medians")
    )
    for name, field, least, most in _FIGURES:
        usual = getattr(_USUAL, field)
        said = {"least": number(plain(least)), "most": number(plain(most)), "usual": number(plain(usual))}
        group.add_argument(
            f"--{name}",
            type=int if name in _WHOLE else float,
            default=usual,
            metavar=name.upper(),
            help=_("from %(least)s to %(most)s, usually %(usual)s") % said,
        )
    group.add_argument(
        "--pol", choices=["h", "v"], default="v", help=_("polarisation, horizontal or vertical")
    )


def opinion(profile: Profile, options: Namespace) -> itm.Opinion:
    """What the model says, or `Refused` where it cannot be asked."""
    faults = [
        Fault(
            "terrain-itm-setting",
            {"name": f"--{name}", "least": plain(least), "most": plain(most), "given": plain(given)},
        )
        for name, _field, least, most in _FIGURES
        if not least <= (given := getattr(options, name)) <= most
    ]
    if min(options.tx, options.rx) < itm.LOWEST_MAST or len(profile.along) < itm.FEWEST_SAMPLES:
        faults.append(Fault("terrain-itm-range"))
    if faults:
        raise Refused(faults)
    given_of = {field: getattr(options, name) for name, field, _least, _most in _FIGURES}
    setting = Setting(is_vertical=options.pol == "v", **given_of)
    try:
        return itm.loss(profile, mhz=options.freq_mhz, first=options.tx, last=options.rx, setting=setting)
    except itm.NoOpinion:
        raise Refused(Fault("terrain-itm-range")) from None
    except itm.MissingGroup:
        raise Refused(Fault("terrain-itm-missing")) from None
