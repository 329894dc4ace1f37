"""What leaves take from a ray that ends among trees."""

import math


def woodland_db(metres: float, rate: float, most: float) -> float:
    """ITU-R P.833-10, 2.1, equation (1): `rate` dB a metre at first, never more than `most` dB. Core.

    `metres` is the length of the path inside the wood. Both figures depend on species and frequency and must be measured or taken
    from a source; none is built in.
    """
    if metres <= 0.0 or rate <= 0.0 or most <= 0.0:
        return 0.0
    return most * (1.0 - math.exp(-metres * rate / most))
