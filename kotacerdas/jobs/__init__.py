"""Work that outlives the request: queues, steps that run once, schedules, progress, cancel, retry.

Words: a *task* is a function that can be queued; a *job* is one order for it; a *step* is done once in a job.
"""
