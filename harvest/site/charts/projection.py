"""Equal Earth, a projection of the world on which areas compare truly and coasts look familiar.

Source: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal
of Geographical Information Science 33 (2019), 454–465.
"""

from math import asin, cos, radians, sin, sqrt

WIDTH = 1000.0
HEIGHT = 487.0
"""The size of the whole world, in the units of :func:`project`."""

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = sqrt(3) / 2
_X_MOST = 2.7066299836960748  # x of 180° E on the equator
_Y_MOST = 1.3173627591574133  # y of the pole


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """The place of a point given in degrees: from (0, 0), top left, to (WIDTH, HEIGHT)."""
    theta = asin(_M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = radians(longitude) * cos(theta) / (_M * slope)
    y = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return WIDTH / 2 * (1 + x / _X_MOST), HEIGHT / 2 * (1 - y / _Y_MOST)
