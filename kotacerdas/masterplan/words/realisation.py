"""Sentences about a workbook of realisation. The cell is named before each."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "plan-programme-unknown": _(
            "“%(text)s” is no programme of “%(edition)s”. A workbook of realisation adds none. Meant may be: %(near)s."
        ),
        "plan-programme-of-another": _(
            "%(programme)s is led by another agency, which reports on it. Take the row out, or ask the programme office."
        ),
        "plan-another-year": _(
            "The row is about %(told)s; this workbook goes into %(year)s. Bring it in for its own year."
        ),
        "plan-month-missing": _(
            "It is not told of which month this is. Name the month in the title (Fisik Maret), add a column “Bulan”, or leave this "
            "column out."
        ),
        "plan-spent-which": _(
            "It is not told whether this was spent in the month alone or since January, and that is not guessed. Write “s.d. Maret” or "
            "“selama Maret” in the title, or a column “Sifat angka” with “bulan ini” or “kumulatif”."
        ),
        "plan-spent-clash": _(
            "%(source)s: by this figure %(found)s were spent in month %(month)s, by another of the row %(first)s. Correct one of them."
        ),
        "plan-said-twice": _(
            "The row says this twice and differently, here and in another column. Leave one."
        ),
        "plan-month-without-work": _(
            "Month %(month)s has money or words, but no work done. Write the percent done by its end, 0 if there was none."
        ),
        "plan-change-without-ceiling": _(
            "%(source)s has no ceiling in %(year)s that could have been changed. What the plan gives for the first time needs a further "
            "edition."
        ),
        "plan-not-adopted": _(
            "“%(edition)s” is %(status)s; realisation is that of an adopted edition. Without --realisation its programmes are brought in."
        ),
        "plan-year-not-begun": _(
            "%(year)s is no year of “%(edition)s” that has begun. There are: %(known)s."
        ),
        "plan-year-of-realisation": _(
            "--year is for --realisation alone; a workbook of programmes names its years itself."
        ),
        "plan-frozen-title": _(
            "The programme is called “%(kept)s” here, and was frozen with the adoption; the file says “%(text)s”. Check the code; leave the "
            "title out if it is the same programme."
        ),
        "plan-frozen-lead": _(
            "“%(kept)s” leads this programme, which was frozen with the adoption; the file says “%(text)s”. Check the code, or leave "
            "the agency out."
        ),
        "plan-frozen-target": _(
            "The target is %(kept)s and was frozen with the adoption; the file says %(told)s. Targets change in a further edition alone."
        ),
        "plan-frozen-ceiling": _(
            "%(source)s: the ceiling as first set is %(kept)s and was frozen with the adoption; the file says %(told)s. Write a change of "
            "the budget in the column of the changed ceiling."
        ),
    }
)
