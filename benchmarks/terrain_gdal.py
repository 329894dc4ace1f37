"""GDAL's viewshed through its Python package, in whichever Python has one: the system's, or this environment's wheel.

Needs nothing but `osgeo` and the standard library. Reads one line of JSON: the model (rows of little-endian float32), its shape and
cells, and cases of radius with points; answers with CPU and wall milliseconds a point, the median of the repeats.
"""

import json
import statistics
import sys
import time
from typing import Any

from osgeo import gdal, osr


def model(task: dict[str, Any]) -> Any:
    """In memory, as ours is."""
    rows, columns, size = task["rows"], task["columns"], task["size"]
    found = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Float32)
    found.SetGeoTransform((0, size, 0, rows * size, 0, -size))
    system = osr.SpatialReference()
    system.ImportFromEPSG(32750)
    found.SetProjection(system.ExportToWkt())
    with open(task["file"], "rb") as file:
        found.GetRasterBand(1).WriteRaster(0, 0, columns, rows, file.read())
    return found


def look(band: Any, task: dict[str, Any], radius: float, point: list[float]) -> Any:
    row, column, height = point
    x, y = (column + 0.5) * task["size"], (task["rows"] - row - 0.5) * task["size"]
    return gdal.ViewshedGenerate(
        band, "MEM", "", [], x, y, height, 1.5, 1, 0, 0, -1, task["curve"], gdal.GVM_Edge, radius
    )


def main() -> None:
    gdal.UseExceptions()
    task = json.loads(sys.stdin.readline())
    source, found = model(task), []
    band = source.GetRasterBand(1)
    for case in task["cases"]:
        look(band, task, case["radius"], case["points"][0])
        cpus, walls = [], []
        for _ in range(task["repeats"]):
            cpu, wall = time.process_time(), time.perf_counter()
            for point in case["points"]:
                look(band, task, case["radius"], point)
            cpus.append((time.process_time() - cpu) * 1000 / len(case["points"]))
            walls.append((time.perf_counter() - wall) * 1000 / len(case["points"]))
        found.append({"cpu": statistics.median(cpus), "wall": statistics.median(walls)})
    print(json.dumps({"version": gdal.__version__, "cases": found}))


if __name__ == "__main__":
    main()
