"""The issuer: its metadata by discovery, its key set, and what it says of tokens when asked.

Only addresses that its metadata names are asked, never one that a token names.
"""

import json
import threading
from urllib.parse import urlsplit

import requests
import urllib3

SECONDS = 5
MAX_BYTES = 256 * 1024
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class IssuerUnreachable(Exception):
    """No answer, or not the one that it should have given."""


class Issuer:
    """An issuer, by its `iss`. Nothing is asked before the first request needs it."""

    def __init__(self, url):
        self.url = url
        self._metadata = None
        self._lock = threading.Lock()

    def key_set(self):
        """The JWK set (RFC 7517 section 5)."""
        return _json("GET", self._address("jwks_uri"))

    def introspect(self, token, client_id, client_secret):
        """What it says of a token to this client (RFC 7662 section 2)."""
        return _json(
            "POST", self._address("introspection_endpoint"), auth=(client_id, client_secret), data={"token": token}
        )

    def _address(self, name):
        with self._lock:
            if self._metadata is None:
                self._metadata = self._discover()
        address = self._metadata.get(name)
        if not isinstance(address, str):
            raise IssuerUnreachable(f"its metadata has no {name}")
        return address

    def _discover(self):
        metadata = _json("GET", self.url.rstrip("/") + "/.well-known/openid-configuration")
        # OpenID Connect Discovery 1.0 section 4.3: whoever answers must be who was asked.
        if metadata.get("issuer") != self.url:
            raise IssuerUnreachable("its metadata is another issuer's")
        return metadata


def _json(method, url, **request):
    address = urlsplit(url)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in LOOPBACK):
        raise IssuerUnreachable("it is neither https nor on this machine")
    try:
        with requests.request(
            method, url, timeout=SECONDS, allow_redirects=False, stream=True, **request
        ) as answer:
            body = answer.raw.read(MAX_BYTES + 1, decode_content=True)
            if answer.status_code != 200 or len(body) > MAX_BYTES:
                raise IssuerUnreachable(f"it answered {answer.status_code} with {len(body)} bytes")
        document = json.loads(body)
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError, RecursionError) as error:
        raise IssuerUnreachable(type(error).__name__) from error
    if not isinstance(document, dict):
        raise IssuerUnreachable("it answered no JSON object")
    return document
