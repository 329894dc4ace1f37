"""Words of this app's faults in the reader's language."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "role-to-oneself": _("Nobody gives, changes or ends a role of his or her own. Ask a colleague."),
        "role-out-of-reach": _("This place lies outside the area for which you look after people."),
        "role-not-yours-to-give": _("Your role does not let you give this one. Ask the operator."),
        "role-held-already": _("This person holds this role there already in those days."),
        "role-over": _("This role is over already."),
        "last-day-past": _("The last day must be today or later, and not before the first."),
        "last-day-before-first": _("The last day lies before the first."),
        "account-closed": _("The account of this person is closed. Open it first."),
        "account-open": _("The account of this person is open already."),
        "close-oneself": _("Nobody closes his or her own account here. Ask a colleague."),
        "account-of-others-too": _(
            "This person also holds a role that you may not end. End the roles of your area instead."
        ),
        "email-taken": _("There is an account with this e-mail already. Sign in with it."),
        "there-already": _("This person holds this role there already."),
        "nothing-to-leave": _(
            "This person holds no role for an organisation in your area. Give a role instead of moving."
        ),
        "organisation-without-city": _("This organisation belongs to no city, so nobody can move there."),
        "acting-without-end": _("Whoever acts for a post needs a last day."),
        "deputy-of-oneself": _("Nobody stands in for himself or herself."),
        "post-has-head": _("%(person)s holds this post from %(from_on)s to %(until_on)s. End that first."),
        "post-has-head-without-end": _("%(person)s has held this post since %(from_on)s. End that first."),
        "post-not-vacant": _(
            "The post is not vacant: %(person)s holds it from %(from_on)s to %(until_on)s. "
            "Who stands in for an absent holder is Plh."
        ),
        "post-not-vacant-without-end": _(
            "The post is not vacant: %(person)s has held it since %(from_on)s. "
            "Who stands in for an absent holder is Plh."
        ),
        "post-has-deputy": _("%(person)s acts for this post from %(from_on)s to %(until_on)s already."),
        "nobody-to-stand-in-for": _(
            "No holder of this post is known here for all of these days. For a vacant post choose Plt."
        ),
        "acting-too-long": _("This is longer than the usual %(most_months)s months. Check the order."),
        "organisation-part-of-itself": _(
            "%(organisation)s cannot be part of itself, not even by way of others."
        ),
        "organisation-elsewhere": _(
            "Cell %(cell)s: the code %(text)s belongs to another city or to several. It is not changed from here."
        ),
        "days-out-of-order": _("Cell %(cell)s: the last day lies before the first."),
        "area-code-wrong": _(
            "Cell %(cell)s: “%(text)s” is no code of a kecamatan (64.71.01) or kelurahan (64.71.01.1001)."
        ),
        "area-elsewhere": _("Cell %(cell)s: the code %(text)s does not lie in %(city)s."),
        "area-kind-differs": _("Cell %(cell)s: the code %(text)s is of another kind than this."),
        "area-parent-differs": _("Cell %(cell)s: by its code %(text)s the area does not lie in %(found)s."),
        "area-parent-missing": _("Cell %(cell)s: the kecamatan %(text)s is neither here nor in the file."),
        "area-needs-code": _("Cell %(cell)s: “%(text)s” is not here yet, so it needs its code."),
    }
)
