"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "wifi.add": _("%(who)s added the Wi-Fi point %(what)s."),
        "wifi.change": _("%(who)s changed the Wi-Fi point %(what)s."),
        "wifi.write-many": _("%(who)s wrote many Wi-Fi points: %(added)s new, %(changed)s changed."),
        "wifi.remove": _("%(who)s took away the Wi-Fi point %(point)s, which was written by mistake."),
        "wifi.switch-on": _("%(who)s noted that the Wi-Fi point %(what)s is on since %(since)s."),
        "wifi.switch-off": _(
            "%(who)s noted that the Wi-Fi point %(what)s is off since %(since)s (%(reason)s)."
        ),
        "wifi.switch-on-many": _("%(who)s noted that %(count)s Wi-Fi points are on since %(since)s."),
        "wifi.switch-off-many": _(
            "%(who)s noted that %(count)s Wi-Fi points are off since %(since)s (%(reason)s)."
        ),
        "wifi.forget-state": _("%(who)s took back what was noted of the Wi-Fi point %(what)s for %(since)s."),
        "wifi.sign": _("%(who)s wrote down the contract %(what)s."),
        "wifi.change-contract": _("%(who)s changed the contract %(what)s."),
        "wifi.remove-contract": _(
            "%(who)s took away the contract %(contract)s, which a workbook had brought in."
        ),
        "wifi.pay": _(
            "%(who)s said which points the contract %(what)s pays: %(added)s more, %(removed)s less, %(changed)s at another cost."
        ),
        "wifi.inspect": _("%(who)s wrote down an inspection of the Wi-Fi point %(what)s on %(day)s."),
        "wifi.publish-inspection": _(
            "%(who)s published the inspection of the Wi-Fi point %(what)s on %(day)s."
        ),
        "wifi.hide-inspection": _(
            "%(who)s took back the inspection of the Wi-Fi point %(what)s on %(day)s from the public."
        ),
        "wifi.add-photo": _("%(who)s added a photo to the Wi-Fi point %(what)s: %(caption)s."),
        "wifi.publish-photo": _("%(who)s published a photo of the Wi-Fi point %(what)s: %(caption)s."),
        "wifi.hide-photo": _(
            "%(who)s took back a photo of the Wi-Fi point %(what)s from the public: %(caption)s."
        ),
        "wifi.drop-photo": _("%(who)s took away a photo of the Wi-Fi point %(what)s: %(caption)s."),
        "wifi.add-pattern": _("%(who)s added the antenna pattern %(what)s."),
    }
)
