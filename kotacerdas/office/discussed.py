"""Joins apps that do not know each other: what can be discussed although its app lies beside the discussions."""

from kotacerdas.discussion import places

places.register("followup.task")
