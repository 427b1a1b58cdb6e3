"""Authlib as the relying party, joserfc as the judge of what was issued."""

import json
import os
import secrets
import unittest
from urllib.parse import parse_qs, urlsplit

# The issuer of a test is on loopback, without TLS.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

from person import Person

with open(os.environ["PEER_FILE"], encoding="utf-8") as file:
    PEER = json.load(file)

WEB = PEER["clients"]["web"]
SERVICE = PEER["clients"]["service"]


class Authlib(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.metadata = requests.get(PEER["issuer"] + "/.well-known/openid-configuration", timeout=30).json()
        cls.keys = KeySet.import_key_set(requests.get(cls.metadata["jwks_uri"], timeout=30).json())

    def party(self, client, method="client_secret_basic", **options):
        session = OAuth2Session(
            client["client_id"],
            options.pop("client_secret", client["client_secret"]),
            scope=client["scope"],
            redirect_uri=client.get("redirect_uri"),
            token_endpoint_auth_method=method,
            token_endpoint=self.metadata["token_endpoint"],
            code_challenge_method="S256",
            **options,
        )
        self.addCleanup(session.close)
        return session

    def sign_in(self, party, **more):
        verifier = secrets.token_urlsafe(48)
        nonce = secrets.token_urlsafe(16)
        url, state = party.create_authorization_url(
            self.metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce, **more
        )
        callback = Person(PEER["issuer"], PEER["user"]).authorize(url)
        self.assertEqual(parse_qs(urlsplit(callback).query)["iss"], [PEER["issuer"]])
        return {"callback": callback, "state": state, "verifier": verifier, "nonce": nonce}

    def redeem(self, party, granted, **changed):
        return party.fetch_token(
            self.metadata["token_endpoint"],
            authorization_response=granted["callback"],
            state=granted["state"],
            code_verifier=changed.get("verifier", granted["verifier"]),
        )

    def refused(self, call, *args, **kwargs):
        with self.assertRaises(OAuthError) as caught:
            call(*args, **kwargs)
        return caught.exception.error

    def access_claims(self, token, audience):
        decoded = jwt.decode(token, self.keys, algorithms=["RS256"])
        self.assertEqual(decoded.header["typ"], "at+jwt")
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": PEER["issuer"]},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            jti={"essential": True},
            client_id={"essential": True},
        ).validate(decoded.claims)
        return decoded.claims

    def id_claims(self, token, nonce):
        decoded = jwt.decode(token["id_token"], self.keys, algorithms=["RS256"])
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            options={"iss": {"values": [PEER["issuer"]]}, "aud": {"values": [WEB["client_id"]]}},
            params={"nonce": nonce, "client_id": WEB["client_id"], "access_token": token["access_token"]},
        )
        claims.validate(leeway=5)
        return claims

    def test_code_with_pkce_userinfo_and_id_token(self):
        party = self.party(WEB)
        granted = self.sign_in(party)
        token = self.redeem(party, granted)
        claims = self.id_claims(token, granted["nonce"])
        info = party.get(self.metadata["userinfo_endpoint"], timeout=30).json()
        self.assertEqual(info["sub"], claims["sub"])
        self.assertEqual(info["email"], PEER["user"]["email"])

    def test_access_token_for_an_api_carries_roles(self):
        party = self.party(WEB)
        token = self.redeem(party, self.sign_in(party, resource=PEER["api"]))
        claims = self.access_claims(token["access_token"], PEER["api"])
        self.assertEqual(sorted(claims["roles"]), ["editor", "notes-admin"])
        self.assertIn("notes.read", claims["scope"].split())

    def test_refresh_rotates(self):
        party = self.party(WEB)
        token = self.redeem(party, self.sign_in(party))
        refreshed = party.refresh_token(self.metadata["token_endpoint"], refresh_token=token["refresh_token"])
        self.assertNotEqual(refreshed["refresh_token"], token["refresh_token"])
        self.assertTrue(refreshed["access_token"])

    def test_client_credentials_by_basic_and_post(self):
        for method in ("client_secret_basic", "client_secret_post"):
            with self.subTest(method):
                party = self.party(SERVICE, method)
                token = party.fetch_token(grant_type="client_credentials", resource=PEER["api"])
                claims = self.access_claims(token["access_token"], PEER["api"])
                self.assertEqual(claims["client_id"], SERVICE["client_id"])

    def test_introspection_and_revocation(self):
        party = self.party(WEB)
        token = self.redeem(party, self.sign_in(party))

        def introspected(kind):
            endpoint = self.metadata["introspection_endpoint"]
            answer = party.introspect_token(endpoint, token=token[kind], token_type_hint=kind)
            self.assertEqual(answer.status_code, 200)
            return answer.json()

        def revoke(kind):
            answer = party.revoke_token(self.metadata["revocation_endpoint"], token=token[kind], token_type_hint=kind)
            self.assertEqual(answer.status_code, 200)

        self.assertTrue(introspected("access_token")["active"])
        revoke("access_token")
        self.assertEqual(introspected("access_token"), {"active": False})
        self.assertTrue(introspected("refresh_token")["active"])
        revoke("refresh_token")
        self.assertEqual(introspected("refresh_token"), {"active": False})

    def test_wrong_secret_is_invalid_client(self):
        for method in ("client_secret_basic", "client_secret_post"):
            with self.subTest(method):
                party = self.party(SERVICE, method, client_secret="not the secret")
                self.assertEqual(self.refused(party.fetch_token, grant_type="client_credentials"), "invalid_client")

    def test_wrong_verifier_is_invalid_grant(self):
        party = self.party(WEB)
        granted = self.sign_in(party)
        wrong = secrets.token_urlsafe(48)
        self.assertEqual(self.refused(self.redeem, party, granted, verifier=wrong), "invalid_grant")

    def test_replayed_code_is_invalid_grant(self):
        party = self.party(WEB)
        granted = self.sign_in(party)
        self.redeem(party, granted)
        self.assertEqual(self.refused(self.redeem, party, granted), "invalid_grant")


if __name__ == "__main__":
    unittest.main(verbosity=2)
