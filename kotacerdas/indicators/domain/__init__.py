"""Rules of indicators: periods, formulas, consistency, forecasts; no Django here."""
