"""Deeds on evidence of signal: keep towers and lines, bring measurements in, report, check, compute the grid."""
