"""Python's decimal numbers, which never overflow here."""

from decimal import Decimal


def softmax(scores):
    exponentials = [Decimal(float(s)).exp() for s in scores]
    total = sum(exponentials)
    return [float(e / total) for e in exponentials]
