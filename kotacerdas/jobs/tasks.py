"""What a module `tasks.py` of another app imports to declare its tasks.

@task("letters.freeze", title=_("Freeze a letter as PDF"), queue="heavy")
def freeze(run: Run, letter: int) -> None:
    pdf = run.step("compose", lambda: compose(letter), outside=True)
    run.step("store", lambda: store(letter, pdf))
"""

from kotacerdas.jobs.registry import task
from kotacerdas.jobs.run import Cancelled, Run

__all__ = ["Cancelled", "Run", "task"]
