"""Words that several tables share."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Dimension(models.TextChoices):
    """The six of the instrument, in its order and under its codes."""

    GOVERNANCE = "gov", "Smart Governance"
    BRANDING = "brand", "Smart Branding"
    ECONOMY = "eco", "Smart Economy"
    LIVING = "liv", "Smart Living"
    SOCIETY = "soc", "Smart Society"
    ENVIRONMENT = "env", "Smart Environment"


class Money(models.TextChoices):
    """Where the money of a programme comes from. All but APBD is alternative funding (question B7)."""

    APBD = "apbd", "APBD"
    APBN = "apbn", "APBN"
    CSR = "csr", _("CSR of companies")
    KPBU = "kpbu", "KPBU"
    GRANT = "grant", pgettext_lazy("money", "grant")
    LOAN = "loan", _("regional loan")
    OTHER = "other", _("other money")
