"""Words of what may be wrong with a scenario, its candidates and its question; each says what to do."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "siting-changed-since": _("The scenario was changed before it could be computed. Compute it anew."),
        "siting-without-title": _("Give the scenario a name."),
        "siting-grid": _(
            "Write %(least)s to %(most)s metres between candidates, or leave it empty for no grid."
        ),
        "siting-grid-narrow": _(
            "At %(metres)s m there would be more than %(most)s candidates. Write a wider distance."
        ),
        "siting-without-limit": _(
            "Say how many new points there may be, or how much they may cost together."
        ),
        "siting-budget": _("Write a budget of more than nothing, in whole rupiah."),
        "siting-radius": _("A point serves more than 0 and at most %(most)s metres around it."),
        "siting-receiver-height": _("A phone is held 0 to %(most)s metres above ground."),
        "siting-mast-height": _("An antenna stands 0 to %(most)s metres above ground."),
        "siting-apart": _("Write 0 to %(most)s metres between two new points."),
        "siting-link": _("A radio link spans more than 0 and at most %(most)s kilometres."),
        "siting-relays": _("At most %(most)s points pass a link on, one behind the other."),
        "siting-seconds": _("Give the proof 1 to %(most)s seconds."),
        "siting-equity": _(
            "The factor of a kelurahan is a number from 0 to %(most)s; 1 counts each person once."
        ),
        "siting-needs": _("A place or a report counts as 0 to %(most)s people."),
        "siting-cost": _("A cost is a number of whole rupiah from 0 on."),
        "siting-least": _("The least of a kecamatan is a number from 0 on."),
        "siting-no-ground": _(
            "The city has no elevation model yet, so nobody knows who is seen from where. Bring one under “Elevation models”."
        ),
        "siting-ground-lost": _(
            "The prepared heights of the city's ground are not there any more. Prepare the elevation model again."
        ),
        "siting-no-outlines": _(
            "Without outlines of the kelurahan no grid can be laid. Bring the outlines first."
        ),
        "siting-no-people": _(
            "Nobody knows how many people live in the kelurahan. Bring counts of people or an estimate first."
        ),
        "siting-no-candidates": _(
            "There is no candidate on the ground of the city. Choose kinds of places or a grid, or bring a file."
        ),
        "siting-many-candidates": _(
            "%(count)s candidates are too many; at most %(most)s can be compared. Choose fewer kinds or a wider grid."
        ),
        "siting-many-pairs": _(
            "The candidates see too many squares together (more than %(most)s pairs). Choose a smaller radius or fewer candidates."
        ),
        "siting-many-near": _(
            "More than %(most)s pairs of candidates stand nearer than %(metres)s m to each other. Choose a wider grid or a smaller distance."
        ),
        "siting-must-off-ground": _(
            "%(site)s must be chosen, but stands outside the ground. Correct its place, or leave it out."
        ),
        "siting-kecamatan-without": _(
            "%(kecamatan)s shall get points, but has no candidate. Ask for none there, or add candidates."
        ),
        "siting-no-hubs": _(
            "New points shall be linked by radio, but neither a point with fibre nor a tower is known. Write one down, or let the link not matter."
        ),
        "siting-must-and-left-out": _("%(site)s cannot be chosen and left out at once."),
        "siting-row-no-id": _("The row has no id. Give each candidate one of its own."),
        "siting-row-twice": _(
            "%(given)s stands already in line %(first)s. Give each candidate an id of its own."
        ),
        "siting-row-long": _("An id has at most %(most)s letters, a name at most %(letters)s."),
        "siting-row-cost": _(
            "“%(given)s” is no cost. Write whole rupiah such as 12000000, or leave it empty."
        ),
        "siting-row-degrees": _("“%(given)s” is no coordinate. Write degrees such as 116.85 and -1.25."),
        "siting-row-swapped": _(
            "Longitude and latitude of %(given)s are swapped. Longitude comes first, such as 116.85."
        ),
        "siting-row-off-earth": _(
            "%(given)s lies nowhere on earth: longitude is -180 to 180, latitude -90 to 90."
        ),
        "siting-code-taken": _(
            "%(given)s is the code of a place or grid candidate already. Give the row another id."
        ),
        "siting-outside": _("%(given)s lies outside %(city)s. Look at its longitude and latitude."),
    }
)
