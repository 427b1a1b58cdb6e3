"""The gate before all views of an application: it finds the credentials, asks who has them, and checks the view's guard."""

import logging
from dataclasses import replace

from flask import current_app, g, request
from werkzeug.local import LocalProxy

from .api_key import is_api_key
from .principal import ACCESS_TOKEN, API_KEY, BASIC
from .refusal import Refusal
from .routes import guard_of

WORDS = {ACCESS_TOKEN: "an access token", API_KEY: "an API key", BASIC: "a name and password"}

log = logging.getLogger(__name__)

# Who makes the request, in a view that is not open to all.
current_principal = LocalProxy(lambda: g.principal)


class Gate:
    """Holds one authenticator for each method, and the permissions that the application's roles imply."""

    def __init__(self, realm, authenticators, permissions=None):
        self._realm = realm
        self._authenticators = authenticators
        self._permissions = permissions or {}

    def init_app(self, app):
        app.before_request(self._admit)

    def _admit(self):
        view = current_app.view_functions.get(request.endpoint)
        if view is None or self._is_answered_by_flask():
            return None
        guard = guard_of(view)
        if guard is None:
            raise RuntimeError(f"the view {request.endpoint} does not say who may call it")
        if guard.is_open:
            return None
        try:
            g.principal = self._authenticate(guard)
            guard.check(g.principal)
        except Refusal as refusal:
            log.info("refused %s: %s %s", request.path, refusal.reason, refusal.detail or refusal.description)
            return refusal.response(self._realm, guard.methods)
        return None

    @staticmethod
    def _is_answered_by_flask():
        """OPTIONS, unless the view answers it itself: browsers ask without credentials."""
        rule = request.url_rule
        return request.method == "OPTIONS" and rule is not None and rule.provide_automatic_options

    def _authenticate(self, guard):
        method, credentials = _credentials()
        if method not in guard.methods:
            raise Refusal("method_refused", f"{WORDS[method]} is not accepted here")
        if method not in self._authenticators:
            raise Refusal("missing_token", "an access token is required")
        principal = self._authenticators[method].authenticate(credentials)
        implied = (self._permissions.get(role, ()) for role in principal.roles)
        return replace(principal, permissions=principal.permissions.union(*implied))


def _credentials():
    """The method and the credentials of the request: it carries them in one place (RFC 6750 section 2)."""
    header, key = request.headers.get("Authorization"), request.headers.get("X-API-Key")
    if header is None and key is None:
        raise Refusal("missing_token", "an access token is required")
    if header is not None and key is not None:
        raise Refusal("invalid_request", "there is an API key beside the Authorization header")
    # What a query says ends in logs and histories. Alone it is not read (RFC 9700 section 4.3.2).
    if "access_token" in request.args:
        raise Refusal("invalid_request", "there is a second access token in the query")
    if key is not None:
        return API_KEY, key
    # WSGI joins two headers of one name by a comma, which no credentials read here contain.
    if "," in header:
        raise Refusal("invalid_request", "there is more than one Authorization header")
    scheme, _, credentials = header.partition(" ")
    credentials = credentials.lstrip(" ")
    if scheme.lower() == "basic":
        return BASIC, credentials
    if scheme.lower() != "bearer":
        raise Refusal("missing_token", "an access token is required")
    return (API_KEY if is_api_key(credentials) else ACCESS_TOKEN), credentials
