"""Work that outlives the request: queues, steps that run once, schedules, progress, cancel, retry.

Words: a *task* is a function that can be queued; a *job* is one order for it; a *step* is done once in a job; an
*attempt* is one try to work a job off; a *lease* is the time until which a worker answers for a job; a *schedule* orders
a task again and again.

Others declare with `tasks.task`, order with `actions.enqueue`, plan with `schedules.every` and `schedules.daily`, and
show `queries.JobView`. Jobs are worked off by `worker`, a process of the supervisor, or by `kotacerdas jobs work`.
"""
