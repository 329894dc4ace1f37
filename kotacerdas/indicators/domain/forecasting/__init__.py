"""What may come: models with prediction intervals, tried on the past before one of them is used.

Words: a *path* is a forecast period by period, each with its middle and its bands; an *origin* is a place in the past at
which the clock is put back; a *trial* is one figure that a model foresaw from an origin and that is known by now.

Pure Python and deterministic. Unlike scores, forecasts are computed in floats: they are estimates whose last digits mean
nothing, and they are shown rounded to the decimals of the indicator. `statsmodels` is imported inside functions only; it
belongs to the optional group "forecast", and without it the simple models still stand.
"""
