"""JWT access tokens (RFC 9068), judged with joserfc: what it does not do by itself stands here."""

from joserfc import jws, jwt
from joserfc.errors import BadSignatureError, ExpiredTokenError, InvalidClaimError, JoseError, MissingClaimError

from .keys import Keys
from .principal import ACCESS_TOKEN, Principal
from .refusal import Refusal

ALGORITHMS = ["RS256"]
MAX_LENGTH = 16 * 1024
# Seconds by which the clocks of issuer and API may differ.
LEEWAY = 30
REQUIRED = ("iss", "aud", "sub", "client_id", "jti", "iat", "exp")


class _Registry(jws.JWSRegistry):
    """A long header is harmless: the whole token is bounded before it is decoded."""

    max_header_length = MAX_LENGTH


class AccessTokens:
    """The access tokens of one issuer for one API."""

    def __init__(self, issuer, audience):
        self._keys = Keys(issuer)
        # Fixed here, never by the token. What a header names beside these (`jku`, `x5u`, `jwk`) is not even read.
        self._registry = _Registry(algorithms=ALGORITHMS, strict_check_header=False)
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer.url},
            aud={"essential": True, "value": audience},
            **{name: {"essential": True} for name in REQUIRED if name not in ("iss", "aud")},
        )

    def authenticate(self, token):
        """Whoever the token was issued for; first its header, then its signature, then its claims."""
        if len(token) > MAX_LENGTH:
            raise Refusal("token_too_long", "the token is too long")
        key = self._keys.find(self._kid(token))
        try:
            claims = jwt.decode(token, key, registry=self._registry).claims
        except BadSignatureError:
            raise Refusal("bad_signature", "the signature of the token is wrong") from None
        except (JoseError, ValueError, RecursionError):
            raise _malformed("its payload is not a JSON object") from None
        self._check(claims)
        return Principal.of_claims(ACCESS_TOKEN, claims)

    def _kid(self, token):
        """The name of the key, if the header is one of an access token."""
        try:
            header = jws.extract_compact(token.encode("ascii"), registry=self._registry).headers()
        except (JoseError, ValueError, TypeError, RecursionError):
            raise _malformed("it is not a signed JWT") from None
        if not isinstance(header, dict) or not all(isinstance(header.get(name, ""), str) for name in ("typ", "kid")):
            raise _malformed("its header has a member of a wrong type")
        if any(name in header for name in ("crit", "b64", "zip")):
            raise _malformed("its header asks for an extension")
        # RFC 9068 section 4: so that an ID token is not taken for one.
        if header.get("typ", "").lower() not in ("at+jwt", "application/at+jwt"):
            raise Refusal("wrong_token_type", "the token is not an access token", detail=_said(header, "typ"))
        if header.get("alg") not in ALGORITHMS:
            words = "the token is signed with an algorithm that is not allowed"
            raise Refusal("algorithm_refused", words, detail=_said(header, "alg"))
        return header.get("kid", "")

    def _check(self, claims):
        try:
            self._claims.validate(claims)
        except MissingClaimError as error:
            raise _invalid(error.claim) from None
        except ExpiredTokenError:
            raise Refusal("token_expired", "the token has expired", detail=_said(claims, "exp")) from None
        except InvalidClaimError as error:
            raise _wrong(error.claim, claims) from None
        roles = claims.get("roles", [])
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise _invalid("roles")
        for name in ("client_id", "scope"):
            if not isinstance(claims.get(name, ""), str):
                raise _invalid(name)
        # RFC 9449 section 7.1: to take a bound token as a bearer token would undo the binding.
        if "cnf" in claims:
            words = "the token is bound to its sender and cannot be used as a bearer token"
            raise Refusal("sender_constrained_token", words)


def _wrong(claim, claims):
    """A claim that is there, and does not say what it should."""
    detail = _said(claims, claim)
    if claim == "iss" and isinstance(claims["iss"], str):
        return Refusal("wrong_issuer", "the token is from another issuer", detail=detail)
    if claim == "aud" and claims["aud"] and isinstance(claims["aud"], str | list):
        return Refusal("wrong_audience", "the token is for another audience", detail=detail)
    if claim in ("nbf", "iat") and isinstance(claims[claim], int | float):
        return Refusal("token_not_yet_valid", "the token is not valid yet", detail=detail)
    return _invalid(claim)


def _invalid(claim):
    return Refusal("invalid_claim", f"the claim {claim} is missing or malformed")


def _malformed(why):
    return Refusal("malformed_token", f"the token is malformed: {why}")


def _said(members, name):
    return f"{name} is {str(members.get(name))[:200]!a}"
