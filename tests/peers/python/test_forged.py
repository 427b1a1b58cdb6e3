"""Tokens forged with joserfc, jwcrypto, PyJWT and by hand, against the API example and against the verifier itself.

Each is shown after a good token that both accept. The API takes RS256; the verifier, asked by `judge`, every algorithm
that it knows. The keys and addresses that forgeries bring along lead to a server that counts who asks: nobody may.
"""

import re
import unittest

import requests

from forgeries import rows
from forgeries.world import AUDIENCE, World
from judge import Judge
from pretender import Api, Documents


class Forged(unittest.TestCase):
    """One test for each forgery: see `forgery`."""

    def test_the_longest_token_is_read(self):
        self.assertGreater(len(WORLD.longest), 16 * 1024 - 4)
        self.assertIsNone(JUDGE.refuses(WORLD.longest))
        self.assertEqual(me(WORLD.longest).status_code, 200)

    def test_zz_nobody_asked_the_attacker(self):
        self.assertEqual(ATTACKER.asked, [])
        documents = ISSUER.asked
        self.assertEqual(set(documents), {"/.well-known/openid-configuration", "/jwks"})
        self.assertLess(documents.count("/jwks"), 4, "unknown keys make nobody fetch more")
        print(f"\n{FORGERIES} forgeries")

    def test_zz_the_log_shows_no_token(self):
        logged = API.logged()
        for part in PARTS:
            self.assertNotIn(part, logged)


def forgery(name, token, reason):
    def test(self):
        for alg in WORLD.keys:
            self.assertIsNone(JUDGE.refuses(WORLD.token(alg)), f"the accepted twin, {alg}")
        self.assertEqual(me(WORLD.token()).status_code, 200, "the accepted twin")

        refused = JUDGE.refuses(token)
        self.assertIsNotNone(refused, token)
        if reason is not ...:
            self.assertEqual(refused, reason)
        # What cannot stand in a header never comes by one.
        if re.fullmatch(r"[!-~]+", token):
            PARTS.update(part for part in token.split(".")[1:] if len(part) > 40)
            answer = me(token)
            self.assertIn(answer.status_code, (400, 401), answer.text)
            self.assertNotIn("user-1", answer.text)
            self.assertIn("Bearer", answer.headers["WWW-Authenticate"])
        self.assertEqual(ATTACKER.asked, [])

    test.__doc__ = name
    return test


def me(token):
    return SESSION.get(f"{API.url}/me", headers={"Authorization": f"Bearer {token}"}, timeout=30)


ATTACKER = Documents()
ISSUER = Documents()
WORLD = World(ISSUER.url, ATTACKER.url)
ISSUER.documents = {
    "/.well-known/openid-configuration": {"issuer": ISSUER.url, "jwks_uri": f"{ISSUER.url}/jwks"},
    "/jwks": WORLD.jwks(),
}
JUDGE = Judge(ISSUER.url, AUDIENCE)
JUDGE.keys(requests.get(f"{ISSUER.url}/jwks", timeout=30).text)
API = Api(ISSUER.url, AUDIENCE)
SESSION = requests.Session()
FORGERIES = 0
PARTS = set()
for name, token, reason in rows(WORLD):
    FORGERIES += 1
    setattr(Forged, f"test_{FORGERIES:03}", forgery(name, token, reason))


def tearDownModule():
    SESSION.close()
    JUDGE.close()
    API.close()
    ISSUER.close()
    ATTACKER.close()


if __name__ == "__main__":
    unittest.main(verbosity=1)
