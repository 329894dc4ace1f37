"""Comments, votes and decisions with reasons on any object that registers.

Words: a *thread* belongs to one object; a *decision* closes it and says why.
"""
