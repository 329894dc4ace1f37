"""What a path costs a radio signal: free space, and what hills and the bulge of the Earth take.

After Recommendations ITU-R P.525 (free space), P.526-15 of October 2019 (diffraction; edition 16 of November 2025 keeps the
sections that are named here). Distances and heights are metres, frequencies MHz, losses dB; a loss is
positive. Functions whose docstring says *core* do arithmetic on plain floats and arrays only and call nothing of ours, so
that a compiler such as numba takes them as they stand.

The loss of a path is free space plus Bullington's construction with its correction (P.526-15, 4.5.1): it is the same from both
ends, and no obstacle that grows makes it smaller. The complete method (4.5.2, "delta-Bullington") adds what a smooth Earth
takes from low antennas; it is computed beside the other for one path, not for every cell of a map.
"""
