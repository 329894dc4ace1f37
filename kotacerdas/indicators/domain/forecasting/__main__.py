"""The program of `apart`: `{"figures": [["2024", 1.5], ...], "horizon": 5}` in, the outcome as JSON out."""

import json
import sys

from kotacerdas.indicators.domain.forecasting import foreseeing


def main() -> None:
    asked = json.load(sys.stdin)
    figures = [(str(period), float(value)) for period, value in asked["figures"]]
    json.dump(foreseeing.foresee(figures, int(asked["horizon"])).as_json(), sys.stdout, allow_nan=False)


if __name__ == "__main__":
    main()
