"""The other judges: each library told all that we ask for, as far as it can be told."""

import json
import warnings
from pathlib import Path

import jwt as pyjwt
from joserfc import jwt as joserfc_jwt
from joserfc.jwk import KeySet
from jwcrypto.jwk import JWKSet
from jwcrypto.jwt import JWT

from judge import Lines

ALGORITHMS = ["RS256", "PS256", "ES256", "ES384", "EdDSA"]
REQUIRED = ("iss", "aud", "exp", "iat", "sub", "client_id", "jti")
LEEWAY = 5
warnings.simplefilter("ignore")


class Refused(Exception):
    """What the profile of RFC 9068 asks beyond what a library does."""


class Other:
    """One library. `verdict` is nothing if it accepts, or why it refuses."""

    def __init__(self, issuer, audience):
        self.issuer, self.audience = issuer, audience
        self._known = (None, None)

    def verdict(self, jwks, token):
        """Whatever a library throws, it did not accept."""
        try:
            keys = self.keys(jwks)
        except Exception:
            return "key set"
        try:
            profile(*self.read(token, keys))
        except Exception as error:
            return type(error).__name__
        return None

    def keys(self, jwks):
        """Read once for all tokens that are judged by them."""
        if self._known[0] != jwks:
            self._known = (jwks, self.read_keys(jwks))
        return self._known[1]


class PyJwt(Other):
    name = "PyJWT"

    def read_keys(self, jwks):
        return pyjwt.PyJWKSet.from_json(jwks)

    def read(self, token, keys):
        header = pyjwt.get_unverified_header(token)
        options = {"require": list(REQUIRED)}
        claims = pyjwt.decode(
            token, keys[header["kid"]], ALGORITHMS, options, audience=self.audience, issuer=self.issuer, leeway=LEEWAY
        )
        return header, claims


class Joserfc(Other):
    name = "joserfc"

    def read_keys(self, jwks):
        return KeySet.import_key_set(json.loads(jwks))

    def read(self, token, keys):
        read = joserfc_jwt.decode(token, keys, ALGORITHMS)
        rules = {name: {"essential": True} for name in REQUIRED}
        rules["iss"]["value"], rules["aud"]["value"] = self.issuer, self.audience
        joserfc_jwt.JWTClaimsRegistry(leeway=LEEWAY, **rules).validate(read.claims)
        return read.header, read.claims


class JwCrypto(Other):
    name = "jwcrypto"

    def read_keys(self, jwks):
        return JWKSet.from_json(jwks)

    def read(self, token, keys):
        asked = {name: None for name in REQUIRED} | {"iss": self.issuer, "aud": self.audience}
        read = JWT(check_claims=asked, algs=ALGORITHMS, expected_type="JWS")
        read.leeway = LEEWAY
        read.deserialize(token, keys)
        return json.loads(read.header), json.loads(read.claims)


class Jose(Other):
    name = "jose"

    def __init__(self, issuer, audience):
        super().__init__(issuer, audience)
        program = Path(__file__).parents[2] / "node" / "judge.mjs"
        self._judge = Lines(["node", program, issuer, audience])

    def verdict(self, jwks, token):
        question = {"token": token} if jwks == self._known[0] else {"token": token, "keys": jwks}
        self._known = (jwks, None)
        return self._judge.ask(question).get("refused")

    def close(self):
        self._judge.close()


def profile(header, claims):
    """RFC 9068 sections 2.1 and 2.2: no library has it."""
    typ = header.get("typ")
    if not isinstance(typ, str) or typ.lower().removeprefix("application/") != "at+jwt":
        raise Refused("typ")
    for name in REQUIRED:
        if name not in claims:
            raise Refused(name)
