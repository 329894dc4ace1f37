"""Says in the page's language what is wrong with the name of a place."""

from django.utils.translation import gettext as _

from kotacerdas.people.domain.names import NameAmbiguous, NameNotFound, NameProblem, Place


def about_name(problem: NameProblem) -> str:
    match problem:
        case NameAmbiguous():
            return _("“%(text)s” can be %(candidates)s. Write the full name or the code.") % {
                "text": problem.text,
                "candidates": _either(problem.candidates),
            }
        case NameNotFound() if problem.suggestions:
            return _("No city is called “%(text)s”. Did you mean %(suggestions)s?") % {
                "text": problem.text,
                "suggestions": _either(problem.suggestions),
            }
        case _:
            return _("No city is called “%(text)s”.") % {"text": problem.text}


def _either(places: tuple[Place, ...]) -> str:
    return _(" or ").join(str(place) for place in places)
