"""Series in words on the pages of forecasts and balances."""

from django import template

from kotacerdas.indicators import findings_foresight as findings

register = template.Library()

register.filter("series_words", findings.series_name)
register.filter("series_title", findings.series_with_indicator)
