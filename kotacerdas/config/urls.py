"""Every address of the site. Indonesian has no prefix; the same page in English lies under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from kotacerdas.common import urls as common

urlpatterns = [
    *common.machine_patterns,
    *i18n_patterns(
        path("", include("kotacerdas.portal.urls")),
        path("", include("kotacerdas.office.urls")),
        path("", include("kotacerdas.people.urls")),
        path("", include("kotacerdas.accounts.urls")),
        path("", include("kotacerdas.followup.urls")),
        path("", include("kotacerdas.discussion.urls")),
        path("", include("kotacerdas.letters.urls")),
        path("", include("kotacerdas.privacy.urls")),
        path("", include("kotacerdas.notices.urls")),
        path("", include("kotacerdas.files.urls")),
        path("", include("kotacerdas.search.urls")),
        path("", include("kotacerdas.coverage.urls")),
        path("", include("kotacerdas.siting.urls")),
        path("", include("kotacerdas.connectivity.urls")),
        path("", include("kotacerdas.wifi.urls")),
        path("", include("kotacerdas.terrain.urls")),
        path("", include("kotacerdas.geography.urls")),
        path("", include("kotacerdas.masterplan.urls")),
        path("", include("kotacerdas.indicators.urls")),
        path("", include("kotacerdas.evidence.urls")),
        path("", include("kotacerdas.selfassessment.urls")),
        path("", include("kotacerdas.panel.urls")),
        path("", include("kotacerdas.recommendations.urls")),
        path("", include("kotacerdas.evaluation.urls")),
        path("", include("kotacerdas.instruments.urls")),
        path("", include("kotacerdas.common.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "kotacerdas.common.views.errors.bad_request"
handler403 = "kotacerdas.common.views.errors.forbidden"
handler404 = "kotacerdas.common.views.errors.not_found"
handler500 = "kotacerdas.common.views.errors.server_error"
