"""The notes API: which route wants what. Everything else is in the package `guards`."""

import logging
import os

from flask import Flask

from guards import (
    ACCESS_TOKEN,
    API_KEY,
    BASIC,
    AccessTokens,
    ApiKeys,
    Gate,
    Issuer,
    Passwords,
    allow_api_key,
    basic_required,
    current_principal,
    open_to_all,
    permissions_required,
    roles_required,
    scopes_required,
    token_required,
)

# What each role may do is the application's own business: the issuer knows the roles, the application what they mean.
PERMISSIONS = {
    "editor": ["reports:read"],
    "admin": ["reports:read", "reports:write"],
}


def create_app(settings=os.environ):
    audience = settings.get("AUDIENCE", "http://localhost:9090")
    app = Flask(__name__, static_folder=None)
    gate = Gate(realm=audience, authenticators=authenticators(settings, audience), permissions=PERMISSIONS)
    gate.init_app(app)
    add_routes(app)
    return app


def authenticators(settings, audience):
    """The methods that are configured. A route accepts only those that it names."""
    issuer = Issuer(settings.get("ISSUER", "http://localhost:8080"))
    chosen = {ACCESS_TOKEN: AccessTokens(issuer, audience)}
    if "CLIENT_ID" in settings:
        chosen[API_KEY] = ApiKeys(issuer, audience, settings["CLIENT_ID"], settings["CLIENT_SECRET"])
    if "METRICS_PASSWORD" in settings:
        chosen[BASIC] = Passwords({"scraper": settings["METRICS_PASSWORD"]})
    return chosen


def add_routes(app):
    @app.get("/")
    @open_to_all
    def index():
        return {"service": "notes"}

    @app.get("/me")
    @token_required
    def me():
        return {
            "sub": current_principal.subject,
            "client_id": current_principal.client_id,
            "scope": " ".join(sorted(current_principal.scopes)),
            "roles": sorted(current_principal.roles),
            "method": current_principal.method,
        }

    @app.get("/notes")
    @scopes_required("notes:read")
    @allow_api_key
    def read_notes():
        return {"notes": [], "for": current_principal.subject, "method": current_principal.method}

    @app.post("/notes")
    @scopes_required("notes:write")
    def write_note():
        return {"by": current_principal.subject}, 201

    @app.get("/editors")
    @roles_required("admin", "editor")
    def editors():
        return {"welcome": current_principal.subject}

    @app.get("/reports")
    @permissions_required("reports:read")
    def reports():
        return {"reports": [], "for": current_principal.subject}

    @app.get("/metrics")
    @basic_required
    def metrics():
        return "notes_total 0\n", 200, {"Content-Type": "text/plain; version=0.0.4"}


if __name__ == "__main__":
    # The gate says for the log which check failed with which values.
    logging.basicConfig(level=logging.INFO)
    host, _, port = os.environ.get("LISTEN", "127.0.0.1:9090").rpartition(":")
    create_app().run(host=host, port=int(port))
