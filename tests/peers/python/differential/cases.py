"""Good tokens and key sets of the issuer, changed at random: most are refused by everybody, and some by nobody."""

import copy
import json


from forgeries.world import AUDIENCE, b64, public

NAMES = {"header": ("alg", "typ", "kid", "crit", "b64", "zip", "jwk", "jku", "x5c", "cty", "x"),
         "payload": ("iss", "aud", "exp", "nbf", "iat", "sub", "client_id", "jti", "scope", "roles", "auth_time", "cnf", "x")}
KEY_MEMBERS = ("kty", "use", "key_ops", "alg", "crv", "x", "y", "n", "e", "d", "kid", "x5c", "ext")
STRANGE = ("=", "==", "A", ".", " ", "\n", "-", "+", "/", "é", "\x00", "%2E")


def cases(world, dice, count):
    """A key set, or nothing for the good one, and a token."""
    for _ in range(count):
        alg = dice.choice(list(world.keys))
        if dice.random() < 0.25:
            yield json.dumps(changed_set(world, dice, alg)), world.token(alg)
        else:
            yield None, changed_token(world, dice, alg)


def changed_token(world, dice, alg):
    header, payload = world.header(alg), world.claims()
    for _ in range(dice.choice((0, 0, 1, 1, 1, 2))):
        part, names = dice.choice(((header, NAMES["header"]), (payload, NAMES["payload"]), (payload, NAMES["payload"])))
        change(dice, part, dice.choice(names), values(world, payload))
    token = world.raw(spelled(dice, header), spelled(dice, payload), alg)
    return respelled(world, dice, alg, token) if dice.random() < 0.3 else token


def values(world, claims):
    """What a member might hold, right or wrong."""
    now = claims.get("iat")
    now = now if isinstance(now, int) else 0
    return (
        ..., None, True, False, 0, 1, -1, 1.5, 2**53, 2**64, 1e300, "", "x", [], {}, [None], ["x"], [["x"]], {"x": 1},
        world.issuer, [world.issuer], AUDIENCE, [AUDIENCE], [AUDIENCE, "x"], [AUDIENCE, 1], now, float(now), now - 3600,
        now + 3600, now + 0.5, str(now), "at+jwt", "AT+JWT", "application/at+jwt", "JWT", "none", *world.keys, "HS256",
        ["exp"], ["b64"], "DEF", [world.jwk("RS256")], world.jwk("ES256"), "notes.read", ["editor"],
    )


def change(dice, members, name, values):
    value = copy.deepcopy(dice.choice(values))
    if value is ...:
        members.pop(name, None)
    else:
        members[name] = value


def spelled(dice, members):
    """JSON in one of its many spellings, now and then in one that is none."""
    text = json.dumps(members, ensure_ascii=dice.random() < 0.5, separators=dice.choice(((",", ":"), (", ", ": "), (" ,\n", "\t: "))))
    kind = dice.randrange(16)
    if kind == 0 and members:
        name = dice.choice(list(members))
        return f"{text[:-1]},{json.dumps(name)}:{json.dumps(members[name])}}}"
    if kind == 1 and members:
        name = dice.choice(list(members))
        return text.replace(f'"{name}"', f'"\\u{ord(name[0]):04x}{name[1:]}"', 1)
    if kind == 2:
        return dice.choice(("\ufeff{}", "{}\ufeff", " {}\n", "{}x", "{}{}", "[{}]", "{},")).replace("{}", text)
    if kind == 3:
        position = dice.randrange(len(text))
        return text[:position] + dice.choice(STRANGE) + text[position + 1 :]
    if kind == 4 and "exp" in members:
        exponent = dice.choice(("{}.0", "{}e0", "{}E+0", "0{}", "{}.", "+{}", "{}0e-1", "-0", "1e400", "NaN", "Infinity"))
        return text.replace(json.dumps(members["exp"]), exponent.replace("{}", json.dumps(members["exp"])), 1)
    return text


def respelled(world, dice, alg, token):
    """Another text, or parts of other tokens."""
    parts = token.split(".")
    kind = dice.randrange(6)
    if kind == 0:
        position = dice.randrange(len(token))
        return token[:position] + dice.choice(STRANGE) + token[position:]
    if kind == 1:
        position = dice.randrange(len(token))
        return token[:position] + token[position + 1 :]
    if kind == 2:
        position = dice.randrange(len(token))
        return token[:position] + dice.choice("ABab01-_") + token[position + 1 :]
    if kind == 3:
        parts[dice.randrange(len(parts))] = dice.choice(world.token(dice.choice(list(world.keys))).split("."))
        return ".".join(parts)
    if kind == 4:
        parts[dice.randrange(len(parts))] = dice.choice(("", "AA", "e30", b64("[]")))
        return ".".join(parts)
    return world.raw(world.header(alg), world.claims(), alg, sibling(world, dice, alg))


def sibling(world, dice, alg):
    """The key itself, or another of its kind."""
    return dice.choice((world.keys[alg], world.foreign)) if alg in ("RS256", "PS256") else world.keys[alg]


def changed_set(world, dice, alg):
    """The good keys, with changes of the one that is needed and with company of all kinds."""
    keys = [dict(key) for key in world.jwks()["keys"] if key["kid"] in world.keys]
    needed = next(key for key in keys if key["kid"] == alg)
    for _ in range(dice.choice((0, 1, 1, 2))):
        change(dice, needed, dice.choice(KEY_MEMBERS), key_values(world, dice, alg))
    keys += dice.sample(company(world, alg), dice.randrange(3))
    dice.shuffle(keys)
    document = {"keys": keys}
    if dice.random() < 0.1:
        change(dice, document, dice.choice(("keys", "x")), (..., None, {}, "x", [], [None], keys, [keys]))
    return document


def key_values(world, dice, alg):
    jwk = world.jwk(alg)
    longer = "AA" + str(jwk.get("x") or jwk.get("n"))
    return (
        ..., None, 1, "", "x", [], "sig", "enc", "SIG", ["verify"], ["sign"], ["verify", "sign"], "verify", *world.keys, "RSA", "EC",
        "OKP", "oct", "P-256", "P-384", "Ed25519", "AQAB", "Aw", "AQ", "AAEAAQ", longer, longer[2:-1], jwk.get("x") or jwk["n"],
        f"{jwk.get('x') or jwk['n']}=", True,
    )


def company(world, alg):
    ours = world.jwk(alg)
    return (
        {"kty": "oct", "k": "AAAA", "kid": "secret"}, {"kty": "AKP", "alg": "ML-DSA-44", "pub": "AA", "kid": "new"},
        {**ours, "kid": alg}, {**ours, "kid": "other"}, {**ours, "use": "enc", "kid": "encryption"},
        {**public(world.foreign), "kid": alg}, {**public(world.unfit["rsa-1024"]), "kid": "small"}, {"kid": "empty"}, {},
        None, "x", {"kty": "EC", "crv": "P-521", "x": "AA", "y": "AA", "kid": "bad point"},
    )
