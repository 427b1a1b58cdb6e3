"""The issuer that is imitated: its keys, its claims, and tokens that it could have signed itself."""

import base64
import json
import time
import uuid

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from jwcrypto.jwk import JWK

AUDIENCE = "https://api.example.test"


def b64(octets):
    octets = octets if isinstance(octets, bytes) else octets.encode()
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def text(value):
    """A header or payload: an object becomes JSON, and text stays what it is, however strange."""
    return value if isinstance(value, (bytes, str)) else json.dumps(value, separators=(",", ":"))


class World:
    """`keys` are the issuer's own. Those of `unfit` it publishes as well, and no token that they sign may pass."""

    def __init__(self, issuer, attacker):
        self.issuer = issuer
        self.attacker = attacker
        self.keys = {
            "RS256": rsa.generate_private_key(65537, 2048),
            "PS256": rsa.generate_private_key(65537, 2048),
            "ES256": ec.generate_private_key(ec.SECP256R1()),
            "ES384": ec.generate_private_key(ec.SECP384R1()),
            "EdDSA": ed25519.Ed25519PrivateKey.generate(),
        }
        self.unfit = {
            "rsa-1024": rsa.generate_private_key(65537, 1024),
            "rsa-e3": rsa.generate_private_key(3, 2048),
            "private": rsa.generate_private_key(65537, 2048),
            "for-encryption": rsa.generate_private_key(65537, 2048),
            "twice": rsa.generate_private_key(65537, 2048),
        }
        self.secret = b"a secret that was published, 32+"
        self.foreign = rsa.generate_private_key(65537, 2048)

    def jwks(self):
        keys = [{**self.jwk(alg), "kid": alg, "alg": alg, "use": "sig"} for alg in self.keys]
        keys += [
            {**public(self.unfit["rsa-1024"]), "kid": "rsa-1024"},
            {**public(self.unfit["rsa-e3"]), "kid": "rsa-e3"},
            {**JWK.from_pyca(self.unfit["private"]).export_private(as_dict=True), "kid": "private"},
            {**public(self.unfit["for-encryption"]), "kid": "for-encryption", "use": "enc"},
            {**public(self.unfit["twice"]), "kid": "twice"},
            {**public(self.foreign), "kid": "twice"},
            {"kty": "oct", "k": b64(self.secret), "kid": "oct", "alg": "HS256"},
        ]
        return {"keys": keys}

    def jwk(self, alg):
        return public(self.keys[alg])

    def header(self, alg="RS256", **changed):
        return changes({"alg": alg, "typ": "at+jwt", "kid": alg}, changed)

    def claims(self, **changed):
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": AUDIENCE, "exp": now + 300, "iat": now, "sub": "user-1", "client_id": "app",
            "jti": str(uuid.uuid4()), "scope": "notes.read", "roles": ["editor"],
        }
        return changes(claims, changed)

    def raw(self, header, payload, alg="RS256", key=None):
        """Signed as `alg` says, whatever the header claims."""
        signed = f"{b64(text(header))}.{b64(text(payload))}"
        return f"{signed}.{b64(sign(key or self.keys[alg], alg, signed.encode()))}"

    def token(self, alg="RS256", **claims):
        """A good token of the issuer, unless the claims spoil it."""
        return self.raw(self.header(alg), self.claims(**claims), alg)


def changes(members, changed):
    """With members put in place; `...` takes one away."""
    return {name: value for name, value in {**members, **changed}.items() if value is not ...}


def public(key):
    return {name: value for name, value in JWK.from_pyca(key.public_key()).export_public(as_dict=True).items() if name != "kid"}


def sign(key, alg, signed):
    if alg == "RS256":
        return key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
    if alg == "PS256":
        return key.sign(signed, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    if alg == "EdDSA":
        return key.sign(signed)
    length, digest = {"ES256": (32, hashes.SHA256()), "ES384": (48, hashes.SHA384())}[alg]
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(digest)))
    return r.to_bytes(length, "big") + s.to_bytes(length, "big")
