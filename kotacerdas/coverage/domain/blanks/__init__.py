"""Blank spots out of a grid: places with no usable cellular or fixed service and no public Wi-Fi.

The rules, in the order in which they are applied:

1. A cell is *served* where one operator is served or weak, a fixed line can be had, or a public Wi-Fi point reaches it. It is
   *blank* only where every operator and the fixed lines are known to be absent and no point reaches it. Everything else is
   *unknown*, and unknown is never blank (`verdicts`).
2. Blank cells that touch, also by a corner, are one area. Areas smaller than the smallest one are counted, not listed. What is
   served within an area stays a hole in it (`areas`).
3. An area that lies in several kelurahan is split at their borders; a part smaller than the smallest area stays with the part
   that it touches most (`areas`).
4. People are given to cells by their share of the kelurahan's area, in whole persons, each of them once (`people`).
5. The cause is told from how far the nearest tower or point is, and from whether the ground hides it (`causes`).
6. A new area that overlaps a known spot stays that spot (`identity`).
"""
