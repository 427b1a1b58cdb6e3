"""Names and passwords (RFC 7617), for what cannot do better: a scraper of metrics, for instance."""

import base64
import hmac
from hashlib import sha256

from .principal import BASIC, Principal
from .refusal import Refusal


class Passwords:
    """A few names with long random passwords. People belong to the issuer, which slows guessing down."""

    def __init__(self, passwords):
        self._digests = {name: sha256(password.encode()).digest() for name, password in passwords.items()}

    def authenticate(self, credentials):
        """Whoever has this name and its password."""
        try:
            name, colon, password = base64.b64decode(credentials, validate=True).decode().partition(":")
        except ValueError:
            raise Refusal("invalid_request", "the Basic credentials are malformed") from None
        # An unknown name costs as much as a known one; the hashes have one length.
        expected = self._digests.get(name, bytes(32))
        if not colon or not hmac.compare_digest(expected, sha256(password.encode()).digest()):
            raise Refusal("wrong_credentials", "the name or the password is wrong")
        return Principal(subject=name, method=BASIC)
