"""How the code of a document stands in an address, so that no page of evidence is taken for a document."""

from django.urls.converters import StringConverter

from kotacerdas.files.domain.codes import ALPHABET, LENGTH


class Code(StringConverter):
    regex = f"[{ALPHABET}]{{{LENGTH}}}"
