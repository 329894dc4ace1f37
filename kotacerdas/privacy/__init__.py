"""Personal data as UU 27/2022 asks: the register, retention, requests of persons, the breach notebook.

Words: a *request* is a person's wish to see, correct or erase; its clock counts 3 x 24 hours.
"""
