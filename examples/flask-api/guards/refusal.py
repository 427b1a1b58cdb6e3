"""Refusals as responses: the status, the challenges (RFC 6750 section 3, RFC 7617), and a JSON body."""

import re

from flask import jsonify

from .principal import BASIC

UNAVAILABLE = ("keys_unavailable", "temporarily_unavailable")
FORBIDDEN = ("insufficient_scope", "insufficient_role", "insufficient_permission")
# Nothing was sent, or nothing that a token error could be about: such a client learns only how to authenticate.
WITHOUT_CODE = ("missing_token", "wrong_credentials", *UNAVAILABLE)


class Refusal(Exception):
    """`reason` is a stable word, the description is for the client's developer, `detail` for the log of the API.

    None of them ever holds a token, a key or a password.
    """

    def __init__(self, reason, description, *, detail="", scope=None, retry_after=None):
        super().__init__(description)
        self.reason = reason
        self.description = description
        self.detail = detail
        self.scope = scope
        self.retry_after = retry_after

    @property
    def status(self):
        if self.reason in UNAVAILABLE:
            return 503
        if self.reason == "invalid_request":
            return 400
        return 403 if self.reason in FORBIDDEN else 401

    @property
    def code(self):
        """The registered code; a missing role is `insufficient_scope` too: it means "requires higher privileges"."""
        if self.reason in WITHOUT_CODE:
            return None
        return {400: "invalid_request", 401: "invalid_token", 403: "insufficient_scope"}[self.status]

    def response(self, realm, methods):
        """The answer of an API of this name, at a route that accepts these methods."""
        error = "temporarily_unavailable" if self.status == 503 else self.code or self.reason
        body = {"error": error, "error_description": self.description, "reason": self.reason}
        response = jsonify(body)
        response.status_code = self.status
        response.headers["Cache-Control"] = "no-store"
        if self.retry_after is not None:
            # The fault is not the client's: it waits, and need not authenticate anew.
            response.headers["Retry-After"] = str(self.retry_after)
            return response
        for challenge in self._challenges(realm, methods):
            response.headers.add("WWW-Authenticate", challenge)
        return response

    def _challenges(self, realm, methods):
        if set(methods) != {BASIC}:
            yield "Bearer " + _parameters(
                realm=realm,
                error=self.code,
                error_description=self.description if self.code else None,
                scope=self.scope,
            )
        if BASIC in methods:
            yield "Basic " + _parameters(realm=realm, charset="UTF-8")


def _parameters(**named):
    """RFC 6750 section 3 allows printable ASCII without `"` and `\\`; anything else would break the header."""
    pairs = ((name, re.sub(r'[^ !#-\[\]-~]', "?", value)) for name, value in named.items() if value)
    return ", ".join(f'{name}="{value}"' for name, value in pairs)
