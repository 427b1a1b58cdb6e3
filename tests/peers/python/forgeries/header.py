"""Headers that ask for an extension or are of another type, signed soundly by the issuer's own key."""

import zlib

from .world import b64, text

TYPES = ("JWT", "jwt", "", "at+jwt ", " at+jwt", "at+jwt; charset=utf-8", "text/at+jwt", "application/jwt", "dpop+jwt",
         "logout+jwt", "id_token+jwt", "secevent+jwt", "application/application/at+jwt", "at+jw", "at+jwt\x00", "ａt+jwt")
EXTENSIONS = (
    ("crit", []), ("crit", ["exp"]), ("crit", ["b64"]), ("crit", ["kid"]), ("crit", "exp"), ("crit", None), ("crit", ["x"]),
    ("b64", False), ("b64", True), ("b64", None), ("zip", "DEF"), ("zip", None),
)


def rows(world):
    for typ in TYPES:
        yield f"typ {typ!r}", world.raw(world.header(typ=typ), world.claims()), "wrong_token_type"
    for typ in (None, ["at+jwt"], 1, True, {}):
        yield f"typ {typ!r}", world.raw(world.header(typ=typ), world.claims()), "malformed_token"
    yield "no typ", world.raw(world.header(typ=...), world.claims()), "wrong_token_type"
    for name, value in EXTENSIONS:
        yield f"{name} {value!r}", world.raw(world.header(**{name: value}), world.claims()), "malformed_token"
    for alg in (None, 1, ["RS256"], {"alg": "RS256"}, False):
        yield f"alg {alg!r}", world.raw({**world.header(), "alg": alg}, world.claims()), "malformed_token"
    yield "no alg", world.raw({"typ": "at+jwt", "kid": "RS256"}, world.claims()), "algorithm_refused"
    yield from unencoded(world)
    yield from duplicates(world)
    for name, value in (("an array", "[]"), ("null", "null"), ("text", '"alg"'), ("nothing", ""), ("open", '{"alg":"RS256"')):
        yield f"the header is {name}", world.raw(value, world.claims()), "malformed_token"


def unencoded(world):
    """RFC 7797, and a payload that is to be inflated."""
    header = world.header(b64=False, crit=["b64"])
    signed = f"{b64(text(header))}.{text(world.claims())}"
    yield "b64 false and a plain payload", f"{signed}.{world.token().rsplit('.', 1)[1]}", "malformed_token"
    yield "a deflated payload", world.raw(world.header(zip="DEF"), zlib.compress(text(world.claims()).encode())), "malformed_token"
    yield "a deflated payload, unannounced", world.raw(world.header(), zlib.compress(text(world.claims()).encode())), "malformed_token"


def duplicates(world):
    header = text(world.header())
    for member in ('"alg":"none"', '"alg":"RS256"', '"kid":"attacker"', '"typ":"JWT"', '"\\u0061lg":"none"', '"x":1,"x":2'):
        yield f"{member} beside its twin", world.raw(f"{{{member},{header[1:]}", world.claims()), "malformed_token"
        yield f"{member} after its twin", world.raw(f"{header[:-1]},{member}}}", world.claims()), "malformed_token"
