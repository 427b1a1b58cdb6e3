// oauth4webapi, the strictest reader of the specifications: it checks each response, header by header.

import '../lib/peer.mjs';

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import * as oauth from 'oauth4webapi';

import { Browser } from '../lib/browser.mjs';
import { peer } from '../lib/peer.mjs';
import { authorize } from '../lib/person.mjs';
import { refusal } from '../lib/tokens.mjs';

const loopback = { [oauth.allowInsecureRequests]: true };
const { web, service, api } = peer.clients;
const secret = oauth.ClientSecretBasic(web.client_secret);
let as;

before(async () => {
  as = await discover('oidc');
});

async function discover(algorithm) {
  const issuer = new URL(peer.issuer);
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm, ...loopback }));
}

async function signIn(more = {}) {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const url = new URL(as.authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: web.client_id,
    redirect_uri: web.redirect_uri,
    response_type: 'code',
    scope: web.scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  });
  const { callback } = await authorize(new Browser(peer.issuer), url, peer.user);
  return { parameters: oauth.validateAuthResponse(as, web, callback, state), verifier, nonce };
}

async function redeem({ parameters, verifier, nonce }, authentication = secret) {
  const response = await oauth.authorizationCodeGrantRequest(
    as, web, authentication, parameters, web.redirect_uri, verifier, loopback,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(as, web, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(as, response, loopback);
  return tokens;
}

async function refresh(token) {
  const response = await oauth.refreshTokenGrantRequest(as, web, secret, token, loopback);
  return oauth.processRefreshTokenResponse(as, web, response);
}

async function credentials(authentication, parameters) {
  const response = await oauth.clientCredentialsGrantRequest(as, service, authentication, parameters, loopback);
  return oauth.processClientCredentialsResponse(as, service, response);
}

/** As a resource server would: RFC 9068 section 4, by the library. */
function accepted(token, audience) {
  const request = new Request(audience, { headers: { authorization: `Bearer ${token}` } });
  return oauth.validateJwtAccessToken(as, request, audience, loopback);
}

test('both metadata documents agree', async () => {
  const plain = await discover('oauth2');
  for (const name of ['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri']) {
    assert.equal(plain[name], as[name], name);
  }
  assert.deepEqual(plain.code_challenge_methods_supported, ['S256']);
});

test('code with PKCE, userinfo, and the signature of the ID token', async () => {
  const tokens = await redeem(await signIn());
  const { sub } = oauth.getValidatedIdTokenClaims(tokens);
  const response = await oauth.userInfoRequest(as, web, tokens.access_token, loopback);
  const info = await oauth.processUserInfoResponse(as, web, sub, response);
  assert.equal(info.email, peer.user.email);
});

test('an access token is a valid RFC 9068 token for its API, and for no other', async () => {
  const tokens = await redeem(await signIn({ resource: peer.api }));
  const claims = await accepted(tokens.access_token, peer.api);
  assert.equal(claims.client_id, web.client_id);
  assert.ok(claims.roles.includes('notes-admin'));
  await assert.rejects(accepted(tokens.access_token, 'https://other.example.test'));
});

test('refresh rotates within one chain', async () => {
  const first = await redeem(await signIn());
  const second = await refresh(first.refresh_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  // A lost response may be retried within the grace: the same successor, never a fork.
  const retried = await refresh(first.refresh_token);
  assert.equal(retried.refresh_token, second.refresh_token);
  assert.ok((await refresh(second.refresh_token)).refresh_token);
});

test('client credentials by basic and by post', async () => {
  for (const method of [oauth.ClientSecretBasic, oauth.ClientSecretPost]) {
    const parameters = { scope: 'notes.read', resource: peer.api };
    const tokens = await credentials(method(service.client_secret), parameters);
    const claims = await accepted(tokens.access_token, peer.api);
    assert.equal(claims.client_id, service.client_id);
  }
});

async function introspected(client, token, requestJwtResponse) {
  const proof = oauth.ClientSecretBasic(client.client_secret);
  const options = { requestJwtResponse, ...loopback };
  const response = await oauth.introspectionRequest(as, client, proof, token, options);
  assert.ok(!requestJwtResponse || /^application\/token-introspection\+jwt/.test(response.headers.get('content-type')));
  const said = await oauth.processIntrospectionResponse(as, client, response);
  if (requestJwtResponse) await oauth.validateApplicationLevelSignature(as, response, loopback);
  return said;
}

test('introspection as JSON and as a signed JWT says the same', async () => {
  const tokens = await redeem(await signIn({ resource: peer.api }));
  for (const client of [web, api]) {
    const said = await introspected(client, tokens.access_token, false);
    assert.equal(said.active, true);
    assert.deepEqual({ ...(await introspected(client, tokens.access_token, true)) }, { ...said });
  }
  const foreign = await introspected(service, tokens.access_token, true);
  assert.deepEqual({ ...foreign }, { active: false });
});

test('revocation ends a token, and another client\'s it does not', async () => {
  const tokens = await redeem(await signIn());
  const revoke = async (client, token) => {
    const proof = oauth.ClientSecretBasic(client.client_secret);
    return oauth.processRevocationResponse(await oauth.revocationRequest(as, client, proof, token, loopback));
  };
  assert.equal((await refusal(revoke(service, tokens.refresh_token))).error, 'invalid_grant');
  assert.equal((await introspected(web, tokens.refresh_token, false)).active, true);
  await revoke(web, tokens.refresh_token);
  assert.equal((await introspected(web, tokens.refresh_token, false)).active, false);
  assert.equal((await introspected(web, tokens.access_token, false)).active, false);
  assert.equal((await refusal(revoke(web, tokens.id_token))).error, 'unsupported_token_type');
});

test('a wrong secret is invalid_client', async () => {
  const refused = await refusal(credentials(oauth.ClientSecretPost('not the secret'), {}));
  assert.equal(refused.error, 'invalid_client');
  assert.equal(refused.status, 401);
});

test('a wrong verifier is invalid_grant', async () => {
  const wrong = { ...(await signIn()), verifier: oauth.generateRandomCodeVerifier() };
  assert.deepEqual(await refusal(redeem(wrong)), { status: 400, error: 'invalid_grant' });
});

test('a replayed code is invalid_grant', async () => {
  const granted = await signIn();
  await redeem(granted);
  assert.deepEqual(await refusal(redeem(granted)), { status: 400, error: 'invalid_grant' });
});

test('a scope that the client does not have is invalid_scope', async () => {
  const secretOf = oauth.ClientSecretBasic(service.client_secret);
  const refused = await refusal(credentials(secretOf, { scope: 'notes.read email' }));
  assert.equal(refused.error, 'invalid_scope');
});
