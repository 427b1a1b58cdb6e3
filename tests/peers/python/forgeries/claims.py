"""Claims of another type, another time, another issuer or another API, signed soundly by the issuer's own key."""

import time

from .world import AUDIENCE, text

CLAIM = "invalid_claim"
MALFORMED = "malformed_token"


def rows(world):
    yield from dates(world)
    yield from names(world)
    yield from duplicates(world)
    yield from binding(world)


def dates(world):
    now = int(time.time())
    for name, value, reason in (
        ("exp", str(now + 300), CLAIM), ("exp", None, CLAIM), ("exp", ..., CLAIM), ("exp", True, CLAIM), ("exp", -1, CLAIM),
        ("exp", [now + 300], CLAIM), ("exp", {}, CLAIM), ("exp", 2**64, CLAIM), ("exp", 1e300, CLAIM), ("exp", -0.5, CLAIM),
        ("exp", 0, "token_expired"), ("exp", now - 60, "token_expired"), ("exp", now - 60.5, "token_expired"),
        ("iat", ..., CLAIM), ("iat", str(now), CLAIM), ("iat", None, CLAIM), ("iat", -1, CLAIM),
        ("iat", now + 3600, "token_not_yet_valid"),
        ("nbf", str(now), CLAIM), ("nbf", None, CLAIM), ("nbf", True, CLAIM), ("nbf", -1, CLAIM),
        ("nbf", now + 3600, "token_not_yet_valid"), ("nbf", now + 3600.5, "token_not_yet_valid"),
        ("auth_time", "yesterday", CLAIM), ("auth_time", None, CLAIM),
    ):
        yield f"{name} {'missing' if value is ... else repr(value)}", world.token(**{name: value}), reason
    for number in ("1e400", "NaN", "Infinity", "-Infinity", "0x7fffffff", "01", "1.", "+1"):
        claims = text(world.claims(exp=...))
        yield f"exp {number}", world.raw(world.header(), f'{claims[:-1]},"exp":{number}}}'), MALFORMED


def names(world):
    issuer = world.issuer
    for name, value, reason in (
        ("iss", ..., CLAIM), ("iss", None, CLAIM), ("iss", [issuer], CLAIM), ("iss", {"iss": issuer}, CLAIM), ("iss", "", CLAIM),
        ("iss", f"{issuer}/", "wrong_issuer"), ("iss", f" {issuer}", "wrong_issuer"), ("iss", issuer.upper(), "wrong_issuer"),
        ("iss", f"{issuer}.evil.example", "wrong_issuer"), ("iss", issuer[:-1], "wrong_issuer"),
        ("iss", f"{issuer}@evil.example", "wrong_issuer"), ("iss", f"{issuer}\x00", "wrong_issuer"),
        ("aud", ..., CLAIM), ("aud", None, CLAIM), ("aud", [], CLAIM), ("aud", "", CLAIM), ("aud", [[AUDIENCE]], CLAIM),
        ("aud", [AUDIENCE, 1], CLAIM), ("aud", [AUDIENCE, None], CLAIM), ("aud", {"aud": AUDIENCE}, CLAIM),
        ("aud", "https://other.example.test", "wrong_audience"), ("aud", f"{AUDIENCE}/", "wrong_audience"),
        ("aud", f"{AUDIENCE} https://other.example.test", "wrong_audience"), ("aud", AUDIENCE.upper(), "wrong_audience"),
        ("aud", ["https://other.example.test"], "wrong_audience"), ("aud", AUDIENCE[:-1], "wrong_audience"),
        ("sub", ..., CLAIM), ("sub", None, CLAIM), ("sub", "", CLAIM), ("sub", 1, CLAIM), ("sub", ["user-1"], CLAIM),
        ("client_id", ..., CLAIM), ("client_id", 1, CLAIM), ("jti", ..., CLAIM), ("jti", 1, CLAIM),
        ("scope", ["notes.read"], CLAIM), ("scope", None, CLAIM), ("scope", 1, CLAIM),
        ("roles", "editor", CLAIM), ("roles", [1], CLAIM), ("roles", {"editor": True}, CLAIM), ("roles", None, CLAIM),
    ):
        yield f"{name} {'missing' if value is ... else repr(value)}", world.token(**{name: value}), reason


def duplicates(world):
    claims = text(world.claims())
    for member in ('"sub":"admin"', '"roles":["admin"]', '"\\u0073ub":"admin"', '"x":{"a":1,"a":2}', '"exp":9999999999'):
        yield f"{member} beside its twin", world.raw(world.header(), f"{{{member},{claims[1:]}"), MALFORMED
        yield f"{member} after its twin", world.raw(world.header(), f"{claims[:-1]},{member}}}"), MALFORMED
    for name, payload in (("an array", "[]"), ("null", "null"), ("text", '"{}"'), ("nothing", ""), ("UTF-16", claims.encode("utf-16"))):
        yield f"the payload is {name}", world.raw(world.header(), payload), MALFORMED
    for name, payload in (("a mark before", f"\ufeff{claims}"), ("text after", f"{claims}x"), ("another object after", claims * 2)):
        yield f"the payload has {name}", world.raw(world.header(), payload), MALFORMED
    yield "the payload is not UTF-8", world.raw(world.header(), claims.encode()[:-1] + b',"x":"\xff"}'), MALFORMED
    yield "the payload is deep", world.raw(world.header(), f'{claims[:-1]},"x":{"[" * 5000}{"]" * 5000}}}'), MALFORMED


def binding(world):
    for cnf in ({"jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}, {"x5t#S256": "A" * 43}, {}, None, "jkt", {"kid": "RS256"}):
        yield f"cnf {cnf!r}", world.token(cnf=cnf), ...
