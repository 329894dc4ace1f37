"""Sentences about a workbook of programmes. The cell is named before each."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "agency-gone": _(
            "“%(organisation)s” existed until %(until)s only. Write the agency that does this work now."
        ),
        "agency-gone-noted": _(
            "“%(organisation)s” existed until %(until)s only (%(note)s). Write the agency that does this work now."
        ),
        "agency-replaced": _(
            "“%(organisation)s” existed until %(until)s only; now there is: %(found)s. Write that."
        ),
        "plan-continues-nothing": _(
            "“%(text)s” cannot be continued: this edition names no edition before it. Say first which one it continues."
        ),
        "plan-continues-unknown": _("“%(edition)s” has no programme with the code “%(text)s”."),
        "plan-money-in-words": _(
            "“%(text)s” uses a word or letter for the zeros. Write the whole amount in figures, such as 1.250.000.000."
        ),
        "plan-money-without-source": _(
            "It is not told where this money comes from, and that is not guessed. Name the source in the title (Pagu 2026 APBD) "
            "or in a column “Sumber dana”."
        ),
        "plan-money-of-several-sources": _(
            "“%(text)s” names several sources for one amount. Give each source a column of its own, such as Pagu 2026 CSR."
        ),
        "plan-source-unknown": _("“%(text)s” is no known source of money. Known: %(known)s."),
        "plan-money-twice": _(
            "The row gives two amounts for the same year and %(source)s, here and in the column of that source. Leave one."
        ),
        "plan-money-without-ceiling": _(
            "For %(year)s %(source)s there is a change or a plan by quarter, but no ceiling as first set. Write the ceiling; "
            "0 if there was none."
        ),
        "plan-targets-sum": _(
            "The targets of the years add up to %(sum)s, the total says %(total)s. Correct one of them."
        ),
        "plan-ceilings-sum": _(
            "The ceilings add up to %(sum)s, the total says %(total)s. Correct one of them."
        ),
        "plan-subdimension-elsewhere": _(
            "“%(title)s” is a sub-dimension of another dimension than the one of this row."
        ),
        "plan-years-unreadable": _("“%(text)s” are no years. Write 2025; 2026 or 2025-2026."),
        "plan-question-code": _("“%(text)s” is no code of a question. Write codes such as C31 or D04."),
        "plan-row-is-no-programme": _(
            "“%(text)s” stands here without a code and says nothing more, so it may be a note or a total. Take the row out, or give "
            "the programme a code."
        ),
        "plan-import-cell": "%(words)s",
        "plan-import-conflict": _(
            "Row %(row)s (%(name)s) was changed here since the file was taken away. Write it with --conflicts, or take the file "
            "away anew."
        ),
        "plan-import-stopped": _(
            "Nothing was written (%(count)s faults). Correct the file and bring it in again."
        ),
    }
)
