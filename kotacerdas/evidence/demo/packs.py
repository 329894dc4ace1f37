"""The demo's evidence pack: ordered when the demo is loaded, made by the worker of the running site."""

from django.conf import settings
from django.utils import timezone, translation

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.evidence import targets
from kotacerdas.evidence.actions import packing
from kotacerdas.evidence.demo.documents import code_of
from kotacerdas.evidence.models import Citation, Pack
from kotacerdas.people.models import City
from kotacerdas.people.queries import programme_office_of

CODE = code_of(900)
ROUND = "smartcity-2023-kppn"


@demo_loader("evidence.packs", after=["evidence.samples"])
def load_pack(report: Report) -> None:
    city = City.objects.filter(code=settings.DEFAULT_CITY).first()
    office = programme_office_of(city, now=timezone.now()) if city else []
    proven = Citation.objects.filter(city=city, is_sample=True, state=Citation.Stage.CONFIRMED)
    if city is None or not office or not proven.exists() or Pack.objects.filter(city=city).exists():
        report.unchanged("sample packs", Pack.objects.filter(code=CODE).count())
        return
    with translation.override(settings.LANGUAGE_CODE):
        try:
            scope = targets.scope(office[0], city, ROUND)
        except Refused:
            return
        pack = packing.order(city, scope, language="id", with_secret=False, by=office[0], now=timezone.now())
    Pack.objects.filter(pk=pack.pk).update(code=CODE)
    report.added("sample packs", pack)
