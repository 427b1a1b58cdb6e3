"""Other spellings and other serialisations of a token that is good."""

import base64
import json

from joserfc import jwe as joserfc_jwe
from joserfc.jwk import RSAKey
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from .world import b64, text

MALFORMED = "malformed_token"


def rows(world):
    good = world.token()
    header, payload, signature = good.split(".")
    yield from serialisations(world)
    yield from spellings(header, payload, signature)
    for around in (" {}", "{} ", "\n{}", "{}\n", "{}\r\n", "\t{}", "\ufeff{}", "{}\x00", '"{}"', "{}.", ".{}", "{},{}", "Bearer {}"):
        yield f"within {around!r}", around.replace("{}", good), MALFORMED
    for inside in ("\n", "\r\n", " ", "\t", "\x00", "\u200b"):
        yield f"{inside!r} in the header", f"{header[:9]}{inside}{header[9:]}.{payload}.{signature}", MALFORMED
        yield f"{inside!r} in the signature", f"{header}.{payload}.{signature[:9]}{inside}{signature[9:]}", MALFORMED
        yield f"{inside!r} before a dot", f"{header}.{payload}{inside}.{signature}", ...
    for count, token in enumerate(("", header, f"{header}.{payload}", f"{good}.AA", f"{good}.AA.AA", "..", "....")):
        yield f"parts, {count}", token, MALFORMED
    yield "no header", f".{payload}.{signature}", MALFORMED
    yield "no payload", f"{header}..{signature}", "bad_signature"
    yield from too_long(world)


def serialisations(world):
    signer = JWS(text(world.claims()))
    signer.add_signature(JWK.from_pyca(world.keys["RS256"]), None, text(world.header()))
    flat = json.loads(signer.serialize())
    yield "flattened JSON, jwcrypto", signer.serialize(), MALFORMED
    general = {"payload": flat["payload"], "signatures": [{name: flat[name] for name in ("protected", "signature")}]}
    yield "general JSON", json.dumps(general), MALFORMED
    yield "detached", "{0}..{2}".format(*world.token().split(".")), "bad_signature"
    yield "a token in a token", world.raw(world.header(cty="JWT"), world.token()), MALFORMED
    key = RSAKey.import_key(JWK.from_pyca(world.keys["RS256"].public_key()).export_to_pem())
    for alg in ("RSA-OAEP", "RSA-OAEP-256"):
        outer = {"alg": alg, "enc": "A256GCM", "typ": "at+jwt", "cty": "JWT", "kid": "RS256"}
        yield f"a token within JWE, {alg}", joserfc_jwe.encrypt_compact(outer, world.token(), key, [alg, "A256GCM"]), MALFORMED
    costly = {"alg": "PBES2-HS512+A256KW", "enc": "A256GCM", "p2c": 2**31 - 1, "p2s": "AA", "typ": "at+jwt", "kid": "RS256"}
    yield "JWE that asks for two billion rounds", f"{b64(text(costly))}.AA.AA.AA.AA", MALFORMED


def spellings(header, payload, signature):
    for name, token in {
        "padding": f"{header}.{payload}.{signature}==",
        "one sign of padding": f"{header}.{payload}.{signature}=",
        "a padded header": f"{header}{'=' * (-len(header) % 4 or 4)}.{payload}.{signature}",
        "the standard alphabet": f"{header}.{payload}.{standard(signature)}",
        "a stray bit at the end": f"{header}.{payload}.{signature[:-1]}{following(signature[-1])}",
        "percent signs": f"{header}%2E{payload}%2E{signature}",
    }.items():
        yield name, token, MALFORMED
    yield "an octet more", f"{header}.{payload}.{signature}A", "bad_signature"


def standard(signature):
    """With `+`: a signature without `-` and `_` gets one where it had none."""
    other = base64.b64encode(base64.urlsafe_b64decode(signature + "==")).decode().rstrip("=")
    return other if other != signature else f"+{signature[1:]}"


def following(character):
    """The next character of the alphabet: the last four bits of 256 octets are nobody's."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return alphabet[alphabet.index(character) + 1]


def too_long(world):
    short = world.token(padding="")
    # Four characters for three octets.
    room = (16 * 1024 - len(short)) * 3 // 4
    longest = max((world.token(padding="x" * length) for length in range(room - 6, room + 1)), key=fitting)
    world.longest = longest
    yield "one character over 16 KiB", longest + "A" * (16 * 1024 + 1 - len(longest)), "token_too_long"
    yield "17 KiB, signed", world.token(padding="x" * 12_700), "token_too_long"
    yield "256 KiB of nothing", "A" * 256 * 1024, "token_too_long"


def fitting(token):
    return len(token) if len(token) <= 16 * 1024 else 0
