"""The link that ends mails of a kind: a signed reference of the delivery, which names nobody and needs no sign-in."""

from django.core.signing import BadSignature, Signer

from kotacerdas.notices.models import Delivery


def _signer() -> Signer:
    """Made when it is needed: while apps are loaded, set-up may not have made the secret key yet."""
    return Signer(salt="kotacerdas.notices.unsubscribe", sep="~")


def token(delivery: Delivery) -> str:
    return _signer().sign(delivery.reference)


def delivery_of(token: str) -> Delivery | None:
    """The delivery whose mail held this link; None for a link that we did not make."""
    try:
        reference = _signer().unsign(token)
    except BadSignature:
        return None
    return Delivery.objects.filter(reference=reference).first()
