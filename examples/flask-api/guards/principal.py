"""Who makes a request, however that was established."""

from dataclasses import dataclass

ACCESS_TOKEN = "access_token"
API_KEY = "api_key"
BASIC = "basic"


@dataclass(frozen=True)
class Principal:
    """What every view sees. A person or a client is its `subject`; an API key and a password have no client."""

    subject: str
    method: str
    client_id: str | None = None
    scopes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()

    @classmethod
    def of_claims(cls, method, claims):
        """Of the claims of a token, or of what introspection says: they have the same names (RFC 9068, RFC 7662)."""
        return cls(
            subject=claims["sub"],
            method=method,
            client_id=claims.get("client_id"),
            scopes=frozenset(claims.get("scope", "").split()),
            roles=frozenset(claims.get("roles", [])),
        )
