"""Tokens that are no tokens of the issuer. Each module has `rows(world)`: name, token, and why the verifier refuses it."""

from . import algorithms, claims, form, header, keys, signatures


def rows(world):
    for module in (algorithms, keys, header, form, signatures, claims):
        group = module.__name__.rsplit(".", 1)[1]
        for name, token, reason in module.rows(world):
            yield f"{group}: {name}", token, reason
