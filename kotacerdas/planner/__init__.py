"""The planner: one warm process that holds elevation models and compiled kernels, so that what takes seconds to load is answered
in the time of a mouse movement.

Words: a *question* is a function that an app above registered under a name (`questions.question`, in its module `questions.py`);
*asking* (`client.ask`) sends it to the planner's socket and waits. Questions of one *lane*, usually a city, are answered one after
another. Where no planner runs, `Silent` is raised and the page says so; nothing is ever computed in the process of a page instead.
A question reads; it never writes.
"""
