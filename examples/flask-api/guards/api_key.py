"""API keys: the issuer is asked about each (RFC 7662), and its answer is kept for a moment."""

import re
import string
import threading
import time
import zlib
from collections import OrderedDict
from hashlib import sha256
from urllib.parse import quote

from .issuer import IssuerUnreachable
from .principal import API_KEY, Principal
from .refusal import Refusal

FORM = re.compile(r"csk_[0-9A-Za-z]{46}")
DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
CHECKSUM_LENGTH = 6
# So long a key that was revoked may still be accepted.
KEPT_SECONDS = 30
KEPT_ANSWERS = 10_000


def is_api_key(text):
    """Whether this is meant as one; it may be misspelt."""
    return text.startswith("csk_")


def is_well_formed(text):
    """Whether the form and the checksum are right: a typo is found without asking anybody."""
    if not FORM.fullmatch(text):
        return False
    number, checksum = zlib.crc32(text[:-CHECKSUM_LENGTH].encode()), ""
    for _ in range(CHECKSUM_LENGTH):
        number, digit = divmod(number, len(DIGITS))
        checksum = DIGITS[digit] + checksum
    return text.endswith(checksum)


class ApiKeys:
    """The API keys of one issuer for one API, which asks as this client (`client create --introspects`)."""

    def __init__(self, issuer, audience, client_id, client_secret):
        self._issuer = issuer
        self._audience = audience
        # RFC 6749 section 2.3.1: both are form-encoded before they become a name and password.
        self._client = (quote(client_id, safe=""), quote(client_secret, safe=""))
        self._answers = OrderedDict()
        self._lock = threading.Lock()

    def authenticate(self, text):
        """Whoever the key belongs to."""
        if not is_well_formed(text):
            raise Refusal("malformed_api_key", "the API key is malformed")
        # The key itself is not kept.
        name = sha256(text.encode()).digest()
        principal = self._kept(name)
        if principal is None:
            claims = self._ask(text)
            principal = Principal.of_claims(API_KEY, claims) if self._is_good(claims) else Refusal
            self._keep(name, principal, claims)
        if principal is Refusal:
            raise Refusal("token_inactive", "the token is not active")
        return principal

    def _ask(self, text):
        try:
            return self._issuer.introspect(text, *self._client)
        except IssuerUnreachable as error:
            words = "the issuer cannot be reached"
            raise Refusal("temporarily_unavailable", words, detail=str(error), retry_after=5) from None

    def _is_good(self, claims):
        """An answer about something else than a key of this issuer for this API is none."""
        audience = claims.get("aud")
        return (
            claims.get("active") is True
            and claims.get("token_type") == API_KEY
            and claims.get("iss") == self._issuer.url
            and self._audience in (audience if isinstance(audience, list) else [audience])
            and isinstance(claims.get("sub"), str)
            and isinstance(claims.get("exp"), int)
            and claims["exp"] > time.time()
        )

    def _kept(self, name):
        with self._lock:
            until, principal = self._answers.get(name, (0, None))
            return principal if time.time() < until else None

    def _keep(self, name, principal, claims):
        until = time.time() + KEPT_SECONDS
        if principal is not Refusal:
            until = min(until, claims["exp"])
        with self._lock:
            self._answers[name] = (until, principal)
            self._answers.move_to_end(name)
            if len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)
