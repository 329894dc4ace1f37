"""The city's plans as editions, their programmes from target to rupiah, and the scale of priorities among them.

Words: an *edition* is one planning document of a period, frozen when it is adopted; a *node* is a sentence of it (vision, mission,
goal, target), and one thing *serves* another; a *programme* belongs to an edition and *continues* the one in the edition before;
a *budget* is what one source gives in a year, a *report* what an agency says of a month; a *standing* is late, at risk, silent or on
course, with reasons. A *scale* weighs criteria; a *way* is one way to build a programme; a *portfolio* is a choice under limits.

Others may call `queries` and fill `gains` (what a level more of a question is worth); only `actions` writes. The rules that are
shared by command line and pages (progress, lateness, differences of editions, AHP, the solver) lie in `domain`.
"""
