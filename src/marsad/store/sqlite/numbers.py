"""Arrays of whole numbers as they are kept in the database."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable

ARRAY = "I"  # four bytes a number, little-endian in the database


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers as the bytes that are kept."""
    packed = array(ARRAY, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack_numbers(data: bytes) -> array[int]:
    """The numbers in such bytes, also of several arrays joined."""
    numbers = array(ARRAY)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
