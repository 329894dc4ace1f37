"""Which account the sign-in service's word opens: one that is there already, found once by its verified e-mail."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from kotacerdas.accounts import sign_in_trail
from kotacerdas.accounts.sign_in_service import Someone
from kotacerdas.people.models import User


@transaction.atomic
def account_of(someone: Someone, *, now: datetime) -> User | None:
    """None where there is no open account. Afterwards the e-mail may change at the service; its number counts."""
    link = SocialAccount.objects.filter(provider=someone.issuer, uid=someone.subject).first()
    if link is not None:
        return link.user if link.user.may_sign_in else None
    user = User.objects.filter(email__iexact=someone.email, is_demo=False).first() if someone.email else None
    if user is None or not user.may_sign_in:
        return None
    # An address that was given to somebody else at the service must not open the account of its first holder.
    if SocialAccount.objects.filter(provider=someone.issuer, user=user).exists():
        return None
    SocialAccount.objects.create(provider=someone.issuer, uid=someone.subject, user=user, extra_data={})
    sign_in_trail.tell("accounts.provider-linked", user, by=user, now=now)
    return user
