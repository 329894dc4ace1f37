"""Foresees in a process of its own: what statsmodels brings along, some hundred megabytes, goes away with it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kotacerdas.indicators.domain.forecasting import foreseeing
from kotacerdas.indicators.domain.forecasting.foreseeing import Figures, Outcome

SECONDS = 900
LOOK_EVERY = 1.0
PROGRAM = "kotacerdas.indicators.domain.forecasting"
_ROOT = Path(__file__).resolve().parents[4]
# Matrices of three rows are shared out to threads in vain, which makes fitting ten times slower.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# All else, the secrets of this installation above all, stays here.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")


class Failed(RuntimeError):
    """The process ended without an outcome; its last line says why, to those who keep the machine."""


def foresee(figures: Figures, horizon: int, *, check: Callable[[], None] = lambda: None) -> Outcome:
    """As `foreseeing.foresee`. `check` is asked every second whether to go on; what it raises ends the process."""
    foreseeing.require(figures, horizon)
    asked = json.dumps({"figures": [list(each) for each in figures], "horizon": horizon})
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", PROGRAM],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**kept, **_ONE_THREAD, "PYTHONPATH": str(_ROOT)},
    ) as process:  # fmt: skip
        try:
            told, complained = _heard(process, asked, check)
        finally:
            process.kill()
    if process.returncode != 0:
        raise Failed((complained.strip().splitlines() or ["no word"])[-1][:200])
    return foreseeing.read(json.loads(told))


def _heard(process: "subprocess.Popen[str]", asked: str, check: Callable[[], None]) -> tuple[str, str]:
    until, given = time.monotonic() + SECONDS, asked
    while True:
        try:
            return process.communicate(given, timeout=LOOK_EVERY)
        except subprocess.TimeoutExpired:
            given = ""
            check()
            if time.monotonic() > until:
                raise Failed("it took too long") from None
