"""Keys that are not the issuer's, brought along in the header; and keys that it should not have published."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from datetime import datetime, timedelta, timezone
import base64

from joserfc import jws as joserfc_jws
from joserfc.jwk import RSAKey
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from .world import public, text

KIDS = {
    "a path": "../../../../../../dev/null",
    "a path in a URL": "/jwks/../../etc/passwd",
    "SQL": "x' UNION SELECT 'AAAA' --",
    "a command": "RS256|/usr/bin/id",
    "empty": "",
    "12 KiB": "k" * 9_000,
    "a NUL": "RS256\x00",
    "other case": "rs256",
    "a space": "RS256 ",
    "a URL": "http://169.254.169.254/latest/meta-data",
}
WRONG_KIDS = {"a list": ["RS256"], "a number": 1, "null": None, "an object": {"kid": "RS256"}, "true": True}


def rows(world):
    yield from brought_along(world)
    yield from unfit(world)
    for name, kid in KIDS.items():
        yield f"kid is {name}", world.raw(world.header(kid=kid), world.claims()), "unknown_key"
    for name, kid in WRONG_KIDS.items():
        yield f"kid is {name}", world.raw(world.header(kid=kid), world.claims()), "malformed_token"
    yield "no kid", world.raw(world.header(kid=...), world.claims()), "unknown_key"


def brought_along(world):
    """Each member of RFC 7515 section 4.1 that names a key, by itself and with the kid of a good one."""
    chain = [base64.b64encode(certificate(world.foreign)).decode()]
    members = {
        "jwk": public(world.foreign),
        "jku": f"{world.attacker}/jwks",
        "x5u": f"{world.attacker}/chain.pem",
        "x5c": chain,
    }
    for kid, reason in (("RS256", "bad_signature"), ("attacker", "unknown_key"), (..., "unknown_key")):
        with_kid = "without a kid" if kid is ... else f"as {kid}"
        for name, value in members.items():
            header = world.header(kid=kid, **{name: value})
            yield f"{name}, {with_kid}", world.raw(header, world.claims(), key=world.foreign), reason
        everything = world.header(kid=kid, **members)
        yield f"all of them, {with_kid}", world.raw(everything, world.claims(), key=world.foreign), reason
    header = {**world.header(), "jwk": public(world.foreign)}
    signer = JWS(text(world.claims()))
    signer.add_signature(JWK.from_pyca(world.foreign), None, text(header))
    yield "jwk, jwcrypto", signer.serialize(compact=True), "bad_signature"
    key = RSAKey.import_key(JWK.from_pyca(world.foreign).export_to_pem(True, None))
    yield "jwk, joserfc", joserfc_jws.serialize_compact(header, text(world.claims()), key), "bad_signature"
    yield "another key in the name of a good one", world.raw(world.header(), world.claims(), key=world.foreign), "bad_signature"


def unfit(world):
    for kid, key in world.unfit.items():
        yield f"signed by the key {kid!r}", world.raw(world.header(kid=kid), world.claims(), key=key), "unknown_key"


def certificate(key):
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "issuer")])
    now = datetime.now(timezone.utc)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)
