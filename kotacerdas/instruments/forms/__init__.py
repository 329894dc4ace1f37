"""What a person may type: the text of a level, and an edition with its parts."""

from kotacerdas.instruments.forms.editions import (
    CloneForm,
    HeadForm,
    NewNodeForm,
    NodeForm,
    PublishForm,
    UploadForm,
    head_initial,
    node_initial,
)
from kotacerdas.instruments.forms.levels import LevelForm

__all__ = [
    "CloneForm",
    "HeadForm",
    "LevelForm",
    "NewNodeForm",
    "NodeForm",
    "PublishForm",
    "UploadForm",
    "head_initial",
    "node_initial",
]
