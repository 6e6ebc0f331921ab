"""Points, polygons and segments in shares of a picture's width and height: (0, 0) is its upper left corner, (1, 1) its lower right."""

from collections.abc import Sequence

Point = tuple[float, float]
Polygon = Sequence[Point]


def contains(polygon: Polygon, point: Point) -> bool:
    """Whether a point lies in a polygon (even-odd rule; Shimrat 1962).

    >>> square = [(0, 0), (1, 0), (1, 1), (0, 1)]
    >>> contains(square, (0.5, 0.5)), contains(square, (1.5, 0.5))
    (True, False)
    """
    x, y = point
    crossings = 0
    for (x0, y0), (x1, y1) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            crossings += 1
    return crossings % 2 == 1


def turn(a: Point, b: Point, c: Point) -> float:
    """Twice the area of the triangle a, b, c: positive where c lies to the right of the way from a to b, as a picture is seen.

    >>> turn((0, 0), (0, 1), (-1, 1))
    1
    """
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def meets(p: Point, q: Point, a: Point, b: Point) -> float | None:
    """After what share of the way from p to q it meets the segment a-b; None where it does not.

    >>> meets((0, 0), (4, 0), (1, -1), (1, 1))
    0.25
    """
    before, after = turn(a, b, p), turn(a, b, q)
    if before == after or (before > 0) == (after > 0):
        return None
    if turn(p, q, a) * turn(p, q, b) > 0:
        return None
    return before / (before - after)


def crosses_itself(polygon: Polygon) -> bool:
    """Whether two sides of a polygon that are no neighbours meet.

    >>> crosses_itself([(0, 0), (1, 1), (1, 0), (0, 1)]), crosses_itself([(0, 0), (1, 0), (1, 1), (0, 1)])
    (True, False)
    """
    sides = list(zip(polygon, [*polygon[1:], polygon[0]], strict=True))
    last = len(sides) - 1
    return any(meets(*sides[i], *sides[j]) is not None for i in range(last) for j in range(i + 2, len(sides)) if (i, j) != (0, last))


def area(polygon: Polygon) -> float:
    """The area of a polygon that does not cross itself, in shares of the picture (the shoelace formula).

    >>> area([(0, 0), (1, 0), (1, 0.5), (0, 0.5)])
    0.5
    """
    pairs = zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2
