"""Exact rational arithmetic with the one rounding the model knows: half to even."""

from decimal import Context, Decimal, ROUND_HALF_EVEN
from fractions import Fraction

PRECISION = Context(prec=50, rounding=ROUND_HALF_EVEN)
CENTS = 2
RATIO = 6
SCORE = 2


def half_even(value, places):
    """The nearest multiple of 10 ** -places, a tie going to the even digit."""
    scale = 10 ** places
    return Fraction(round(Fraction(value) * scale), scale)


def to_decimal(value):
    return PRECISION.divide(Decimal(value.numerator), Decimal(value.denominator))


def exp(value):
    return Fraction(to_decimal(Fraction(value)).exp(PRECISION))


def ln(value):
    return Fraction(to_decimal(Fraction(value)).ln(PRECISION))


def clamp(value, low, high):
    return max(low, min(high, value))


def parse(text):
    """An exact number from plain decimal text; raises ValueError otherwise."""
    text = text.strip()
    if not text or any(c not in "0123456789.-" for c in text):
        raise ValueError(f"not a number: {text!r}")
    return Fraction(text)


def decimals(text):
    """How many decimals a plain decimal text really uses."""
    fraction = text.strip().partition(".")[2]
    return len(fraction.rstrip("0"))


def text(value, places):
    """Fixed decimals, empty where undefined, never a minus zero."""
    if value is None:
        return ""
    units = round(Fraction(value) * 10 ** places)
    sign = "-" if units < 0 else ""
    digits = str(abs(units)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def interpolate(ordered, position):
    """PERCENTILE.INC: the value at a fractional index of an ascending list."""
    index = position.numerator // position.denominator
    if index >= len(ordered) - 1:
        return ordered[-1]
    return ordered[index] + (position - index) * (ordered[index + 1] - ordered[index])


__all__ = ["half_even", "exp", "ln", "clamp", "parse", "decimals", "text", "interpolate",
           "CENTS", "RATIO", "SCORE"]

