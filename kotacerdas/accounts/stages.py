"""The step between the right password and the open door."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kotacerdas.accounts import second_factor


class SecondFactor(AuthenticateStage):  # type: ignore[misc]  # the library says no types
    """Who has a factor shows it, unless it was shown already: a passkey alone, or the city's own sign-in service."""

    urlname = "accounts:second-factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if second_factor.has_passed(self.request.session, user) or not self._should_handle(self.request):
            return None, True
        return HttpResponseRedirect(reverse(self.urlname)), True
