"""Guards for Flask: who calls, and may they? A folder to copy into an API behind Countersign.

    gate = Gate(realm=AUDIENCE, authenticators={ACCESS_TOKEN: AccessTokens(issuer, AUDIENCE)})
    gate.init_app(app)

    @app.get("/editors")
    @roles_required("admin", "editor")
    def editors(): ...

A view that says nothing of who may call it is never run.
"""

from .access_token import AccessTokens
from .api_key import ApiKeys
from .basic import Passwords
from .gate import Gate, current_principal
from .issuer import Issuer
from .principal import ACCESS_TOKEN, API_KEY, BASIC, Principal
from .refusal import Refusal
from .routes import (
    allow_api_key,
    allow_basic,
    basic_required,
    open_to_all,
    permissions_required,
    roles_required,
    scopes_required,
    token_required,
)

__all__ = [
    "ACCESS_TOKEN",
    "API_KEY",
    "BASIC",
    "AccessTokens",
    "ApiKeys",
    "Gate",
    "Issuer",
    "Passwords",
    "Principal",
    "Refusal",
    "allow_api_key",
    "allow_basic",
    "basic_required",
    "current_principal",
    "open_to_all",
    "permissions_required",
    "roles_required",
    "scopes_required",
    "token_required",
]
