"""When a schedule is due: every so many minutes, or daily at an hour of one of Indonesia's zones."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from kotacerdas.common.domain.formats import local, zone_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Every:
    """On the beat of a clock and not since the last run, so that late runs do not shift all that follow."""

    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 1:
            raise ValueError("a schedule needs at least a minute between two runs")

    def after(self, moment: datetime) -> datetime:
        length = timedelta(minutes=self.minutes)
        return EPOCH + length * ((moment - EPOCH) // length + 1)

    def __str__(self) -> str:
        return f"every {self.minutes} min"


@dataclass(frozen=True)
class Daily:
    at: time
    zone: str

    def __post_init__(self) -> None:
        zone_of(self.zone)

    def after(self, moment: datetime) -> datetime:
        """The next time that the clock of the zone shows this hour."""
        here = local(moment, self.zone)
        today = datetime.combine(here.date(), self.at, tzinfo=here.tzinfo)
        return (today if today > here else today + timedelta(days=1)).astimezone(UTC)

    def __str__(self) -> str:
        return f"daily {self.at:%H:%M} {self.zone}"


Timetable = Every | Daily
