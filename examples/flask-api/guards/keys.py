"""The issuer's keys: fetched when needed, kept, and never fetched at the whim of who forges tokens."""

import logging
import math
import threading
import time

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from .issuer import IssuerUnreachable
from .refusal import Refusal

# A set is renewed after this, so that a key that the issuer withdrew is refused from then on.
FRESH_SECONDS = 300
# A set that could not be renewed is used until then.
USABLE_SECONDS = 24 * 3600
# After a fetch that an unknown `kid` caused, or that failed, there is no other one for so long.
PAUSE_SECONDS = 30
MAX_KEYS = 100

log = logging.getLogger(__name__)


class Keys:
    """The RS256 keys of one issuer by `kid`, shared by all threads."""

    def __init__(self, issuer):
        self._issuer = issuer
        self._held = {}
        self._fetched_at = -math.inf
        self._pause_ends = -math.inf
        self._lock = threading.Lock()

    def find(self, kid):
        """The key of this name, from the issuer if need be."""
        self._freshen()
        seen = self._held
        if kid not in seen:
            self._seek(seen)
        key = self._held.get(kid)
        if key is None:
            raise Refusal("unknown_key", "the token is signed with an unknown key", detail=f"kid is {kid[:200]!a}")
        return key

    def _freshen(self):
        """Renews an old set. One request does so; the others wait for it only if there is nothing that they may use."""
        if self._age() < FRESH_SECONDS:
            return
        if self._lock.acquire(blocking=self._age() >= USABLE_SECONDS):
            try:
                if self._age() >= FRESH_SECONDS:
                    self._fetch()
            finally:
                self._lock.release()
        if self._age() >= USABLE_SECONDS:
            left = max(1, round(self._pause_ends - time.monotonic()))
            raise Refusal("keys_unavailable", "the keys of the issuer cannot be reached", retry_after=left)

    def _seek(self, seen):
        """Looks for a key that is not in the set that was seen."""
        if time.monotonic() < self._pause_ends:
            return
        with self._lock:
            # Whoever waited for another one's fetch looks at what that brought.
            if self._held is seen:
                self._fetch()
                self._pause_ends = time.monotonic() + PAUSE_SECONDS

    def _fetch(self):
        if time.monotonic() < self._pause_ends:
            return
        try:
            self._held = _usable(self._issuer.key_set())
            self._fetched_at = time.monotonic()
        except IssuerUnreachable as error:
            self._pause_ends = time.monotonic() + PAUSE_SECONDS
            log.warning("the keys of the issuer could not be fetched: %s", error)

    def _age(self):
        return time.monotonic() - self._fetched_at


def _usable(document):
    """The keys that may verify an access token. One that cannot be used never takes the good ones along."""
    members = document.get("keys")
    if not isinstance(members, list) or len(members) > MAX_KEYS:
        raise IssuerUnreachable("what it publishes is not a JWK set")
    keys, ambiguous = {}, set()
    for member in members:
        key = _usable_key(member)
        if key is None:
            continue
        # Which of two keys of one name signed a token cannot be told.
        if key.kid in keys:
            ambiguous.add(key.kid)
        keys[key.kid] = key
    return {kid: key for kid, key in keys.items() if kid not in ambiguous}


def _usable_key(member):
    try:
        if not isinstance(member, dict) or not isinstance(member.get("kid"), str):
            return None
        if member.get("kty") != "RSA" or member.get("use", "sig") != "sig" or member.get("alg", "RS256") != "RS256":
            return None
        key = RSAKey.import_key({name: member[name] for name in ("kty", "kid", "n", "e")})
        return key if key.raw_value.key_size >= 2048 else None
    except (JoseError, LookupError, TypeError, ValueError):
        return None
