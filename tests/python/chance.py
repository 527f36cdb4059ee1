"""How chance draws customers, written anew: the hash of decision 0023."""

from __future__ import annotations

import hashlib
from fractions import Fraction

SALT = "omnichannel_rfm"


def bucket(*texts: str) -> int:
    """Return the first 64 bits of the MD5 of texts with a bar between them."""
    return int(hashlib.md5("|".join(texts).encode()).hexdigest()[:16], 16)


def is_drawn(share: Fraction, *texts: str) -> bool:
    """Say whether a text falls into a share of all."""
    return bucket(SALT, *texts) < share * 2**64
