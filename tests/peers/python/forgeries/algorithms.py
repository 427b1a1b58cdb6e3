"""`alg`: none, a secret that everybody knows, and one algorithm in the clothes of another (RFC 8725 section 2.1)."""

import json

import jwt as pyjwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws as joserfc_jws
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from .world import b64, text

NONE = ("None", "NONE", "nOnE", "none ", "\x00none", "ｎｏｎｅ", "")


def rows(world):
    yield from without_signature(world)
    yield from public_key_as_secret(world)
    yield from confused(world)


def without_signature(world):
    header, claims = world.header(alg="none", kid="RS256"), world.claims()
    yield "none, PyJWT", pyjwt.encode(claims, None, "none", header), "algorithm_refused"
    yield "none, joserfc", joserfc_jws.serialize_compact(header, json.dumps(claims), None, ["none"]), "algorithm_refused"
    for alg in NONE:
        unsigned = f"{b64(text(world.header(alg=alg, kid='RS256')))}.{b64(text(claims))}."
        yield f"{alg!r} without a signature", unsigned, "algorithm_refused"
        yield f"{alg!r} with a good one", world.raw(world.header(alg=alg, kid="RS256"), claims), "algorithm_refused"
    signature = world.token().rsplit(".", 1)[1]
    yield "none with the signature of another", f"{b64(text(header))}.{b64(text(claims))}.{signature}", "algorithm_refused"
    signed = f"{b64(text(world.header()))}.{b64(text(claims))}"
    yield "RS256 without a signature", f"{signed}.", "bad_signature"


def public_key_as_secret(world):
    """An HMAC keyed by what everybody can fetch."""
    key = world.keys["RS256"].public_key()
    jwk = {**world.jwk("RS256"), "kid": "RS256", "alg": "RS256", "use": "sig"}
    numbers = key.public_numbers()
    secrets = {
        "PEM": key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        "PEM without its last line break": key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).rstrip(),
        "PKCS#1 PEM": key.public_bytes(Encoding.PEM, PublicFormat.PKCS1),
        "DER": key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        "PKCS#1 DER": key.public_bytes(Encoding.DER, PublicFormat.PKCS1),
        "JWK": text(jwk).encode(),
        "JWK, sorted": json.dumps(jwk, sort_keys=True).encode(),
        "modulus": numbers.n.to_bytes(256, "big"),
        "modulus, as in the JWK": jwk["n"].encode(),
    }
    for name, secret in secrets.items():
        for alg in ("HS256", "HS384", "HS512"):
            yield f"{alg} keyed by the {name}", hmac(world, alg, secret), "algorithm_refused"
    yield "HS256 keyed by the published secret", hmac(world, "HS256", world.secret, "oct"), "algorithm_refused"
    under_rs256 = hmac(world, "HS256", secrets["PEM"]).rsplit(".", 1)[1]
    yield "RS256 with an HMAC for a signature", f"{b64(text(world.header()))}.{b64(text(world.claims()))}.{under_rs256}", "bad_signature"


def hmac(world, alg, secret, kid="RS256"):
    signer = JWS(text(world.claims()))
    signer.add_signature(JWK(kty="oct", k=b64(secret)), None, text(world.header(alg=alg, kid=kid)))
    return signer.serialize(compact=True)


def confused(world):
    """Signed soundly by a key of the issuer, under the name of another algorithm or of another key."""
    for alg in world.keys:
        for other in world.keys:
            if alg != other:
                header = {**world.header(alg), "kid": other}
                yield f"{alg} by its key, named as the {other} key", world.raw(header, world.claims(), alg), "unknown_key"
                header = {**world.header(other), "kid": alg}
                yield f"{alg} by its key, headed {other}", world.raw(header, world.claims(), alg), "unknown_key"
                yield f"{alg} by its key, headed as {other} of its key", world.raw(world.header(other), world.claims(), alg), "bad_signature"
    for alg in ("RS384", "RS512", "PS384", "PS512", "ES512", "ES256K", "EdDSA ", "rs256", "Rs256", "RS256\x00", "HS256"):
        yield f"{alg!r} by an RSA key", world.raw(world.header(alg=alg, kid="RS256"), world.claims()), "algorithm_refused"
