"""Which text can be read on a colour."""

from __future__ import annotations

BLACK, WHITE = "#000000", "#ffffff"


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1, as WCAG 2.2 defines it.

    Raises:
        ValueError: the colour is not written so.
    """
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def text_colour(background: str) -> str:
    """Return black or white, whichever contrasts more with the background `#rrggbb`."""
    light = luminance(background) + 0.05
    return BLACK if light / 0.05 >= 1.05 / light else WHITE
