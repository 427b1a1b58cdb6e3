"""What a view demands of whoever calls it. A decorator notes it at the view; the gate reads all of them together, so
their order does not matter."""

from dataclasses import dataclass, replace

from .principal import ACCESS_TOKEN, API_KEY, BASIC
from .refusal import Refusal

NOTE = "__guard__"
CONTRADICTION = "a view is open to all, or guarded"


@dataclass(frozen=True)
class Guard:
    """By default: any access token for this API, and nothing else."""

    methods: frozenset[str] = frozenset([ACCESS_TOKEN])
    scopes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    is_open: bool = False

    def check(self, principal):
        """Refuses whoever lacks some of what is demanded."""
        for kind, needed, held in (
            ("scope", self.scopes, principal.scopes),
            ("role", self.roles, principal.roles),
            ("permission", self.permissions, principal.permissions),
        ):
            if not held.issuperset(needed):
                scope = " ".join(needed) if kind == "scope" else None
                raise Refusal(f"insufficient_{kind}", _words(kind, needed), scope=scope)


def guard_of(view):
    """What is noted at a view, or None."""
    return getattr(view, NOTE, None)


def open_to_all(view):
    """No credentials at all."""
    if guard_of(view) is not None:
        raise ValueError(CONTRADICTION)
    return _noted(view, is_open=True)


def token_required(view):
    """An access token for this API, whatever it may do."""
    return _noted(view)


def scopes_required(*scopes):
    """All of these scopes."""
    return lambda view: _noted(view, scopes=scopes)


def roles_required(*roles):
    """All of these roles."""
    return lambda view: _noted(view, roles=roles)


def permissions_required(*permissions):
    """All of these permissions, which the application derives from roles (`Gate(permissions=...)`)."""
    return lambda view: _noted(view, permissions=permissions)


def allow_api_key(view):
    """An API key will do, too."""
    return _noted(view, methods=_guard(view).methods | {API_KEY})


def allow_basic(view):
    """A name and password will do, too."""
    return _noted(view, methods=_guard(view).methods | {BASIC})


def basic_required(view):
    """A name and password, and nothing else."""
    return _noted(view, methods=frozenset([BASIC]))


def _guard(view):
    guard = guard_of(view) or Guard()
    if guard.is_open:
        raise ValueError(CONTRADICTION)
    return guard


def _noted(view, **more):
    setattr(view, NOTE, replace(_guard(view), **more))
    return view


def _words(kind, needed):
    if len(needed) == 1:
        return f"the {kind} {needed[0]} is required"
    return f"the {kind}s {', '.join(needed[:-1])} and {needed[-1]} are required"
