"""Loads the operators from `data/connectivity/operators.yaml`; run again, it changes only what changed."""

from kotacerdas.common.reference import Report, bring_up_to_date, loader
from kotacerdas.connectivity.models import Operator
from kotacerdas.connectivity.weighing import folder
from kotacerdas.instruments.files import read_yaml


@loader("connectivity.operators")
def load_operators(report: Report) -> None:
    entries = read_yaml(folder() / "operators.yaml")["operators"]
    wanted = [
        Operator(
            code=each["code"], name=each["name"], names=[str(name) for name in each["names"]], position=at
        )
        for at, each in enumerate(entries, 1)
    ]
    bring_up_to_date(Operator.objects.all(), wanted, key="code", report=report, kind="operators")
