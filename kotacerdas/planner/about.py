"""What the planner says of itself: to whom watches the installation, and to the first who asks."""

import os

from kotacerdas.planner.questions import Asked, Message, names, question


@question("planner.about")
def about(asked: Asked) -> Message:
    return Message({"pid": os.getpid(), "questions": names(), "kept_mib": round(asked.warm.bytes / 2**20, 1)})
