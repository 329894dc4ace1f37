"""Contracts with providers, and which points each pays for."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.wifi.domain.gaps import Paid
from kotacerdas.wifi.domain.spans import Span
from kotacerdas.wifi.models.points import Point

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, user: "Someone") -> Self:
        """What public money buys is a public fact."""
        return self.all()

    def of(self, city: "City") -> Self:
        return self.filter(city=city)


class Contract(Versioned):
    """`monthly_cost` is for one point in whole rupiah, empty where it is not known. A point may cost otherwise."""

    class Money(models.TextChoices):
        CITY = "city", pgettext_lazy("money", "city budget (APBD)")
        PROVINCE = "province", pgettext_lazy("money", "provincial budget")
        NATION = "nation", pgettext_lazy("money", "national budget (APBN)")
        CSR = "csr", pgettext_lazy("money", "companies (CSR)")
        OTHER = "other", pgettext_lazy("money", "other source")

    city = models.ForeignKey(
        "people.City", models.PROTECT, related_name="wifi_contracts", verbose_name=_("city")
    )
    code = models.SlugField(_("code"), max_length=60)
    number = models.CharField(pgettext_lazy("contract", "number"), max_length=120)
    provider = models.CharField(_("provider"), max_length=200)
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    monthly_cost = models.PositiveBigIntegerField(
        _("cost of a point a month in rupiah"), null=True, blank=True
    )
    money = models.CharField(_("source of the money"), max_length=10, choices=Money, blank=True)
    document = models.CharField(_("where the document is"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "code")
        verbose_name = pgettext_lazy("wifi", "contract")
        verbose_name_plural = pgettext_lazy("wifi", "contracts")
        constraints = (
            models.UniqueConstraint("city", "code", name="wifi_contract_code_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="wifi_contract_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("wifi:contract", args=[self.city.code, self.code])

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_on)


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, user: "Someone") -> Self:
        """Public, as its contract."""
        return self.all()


class Payment(models.Model):
    """That a contract pays for a point, and how much a month where that differs from the contract."""

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="payments", verbose_name=pgettext_lazy("wifi", "contract")
    )
    point = models.ForeignKey(Point, models.CASCADE, related_name="payments", verbose_name=_("Wi-Fi point"))
    monthly_cost = models.PositiveBigIntegerField(_("own cost a month in rupiah"), null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ("contract", "point")
        verbose_name = _("paid point")
        verbose_name_plural = _("paid points")
        constraints = (models.UniqueConstraint("contract", "point", name="wifi_payment_once"),)

    def __str__(self) -> str:
        return f"{self.contract_id} {self.point_id}"

    @property
    def monthly(self) -> int | None:
        return self.contract.monthly_cost if self.monthly_cost is None else self.monthly_cost

    @property
    def paid(self) -> Paid:
        """As the rules of gaps need it."""
        return Paid(self.contract.code, self.contract.span, self.monthly)
