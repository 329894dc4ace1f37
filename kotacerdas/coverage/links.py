"""Which antennas can be linked by radio over the ground of a city; light enough for every process."""

from kotacerdas.coverage.domain.links.clearing import clear_pairs
from kotacerdas.coverage.domain.links.placing import masts
from kotacerdas.terrain.link_files import farthest_km, frequency_mhz

__all__ = ("MHZ", "MOST_KM", "clear_pairs", "masts")

MHZ = frequency_mhz()
MOST_KM = farthest_km()
