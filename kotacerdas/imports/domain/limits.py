"""How large a workbook may be. Real ones of a city are a hundredth of this; larger ones are attacks or accidents."""

# The server takes no larger body than ten megabytes.
MOST_BYTES = 9 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
MOST_PART = 120 * 1024 * 1024
# Sheets of nothing but empty formatted cells shrink to a hundredth; a thousandth is a bomb.
MOST_RATIO = 400
RATIO_COUNTS_FROM = 1024 * 1024
MOST_PARTS = 4000
MOST_SHEETS = 500
MOST_ROWS = 50_000
# Empty formatted rows count too: each keeps some bytes while the sheet is read.
MOST_ROW_ELEMENTS = 400_000
MOST_COLUMNS = 400
MOST_CELLS = 3_000_000
MOST_MERGES = 20_000
# What the reader of old .xls files, which runs by itself, may use.
CHILD_BYTES = 1024 * 1024 * 1024
CHILD_SECONDS = 60
