// openid-client, the relying party that most Node applications use.

import '../lib/peer.mjs';

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import * as client from 'openid-client';

import { Browser } from '../lib/browser.mjs';
import { peer } from '../lib/peer.mjs';
import { authorize } from '../lib/person.mjs';
import { assertAccessToken, assertIdToken, refusal } from '../lib/tokens.mjs';

const { web, native, service, api } = peer.clients;
let party;

before(async () => {
  party = await discover(web, client.ClientSecretBasic(web.client_secret));
});

async function discover({ client_id }, authentication) {
  const execute = [client.allowInsecureRequests, client.enableNonRepudiationChecks];
  return client.discovery(new URL(peer.issuer), client_id, undefined, authentication, { execute });
}

async function signIn(config, registered, more = {}) {
  const checks = {
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
    idTokenExpected: true,
  };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: registered.redirect_uri,
    scope: registered.scope,
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...more,
  });
  const browser = new Browser(peer.issuer);
  return { checks, url, browser, ...(await authorize(browser, url, peer.user)) };
}

test('discovery names the issuer and what the flows need', () => {
  const as = party.serverMetadata();
  assert.equal(as.issuer, peer.issuer);
  assert.ok(as.supportsPKCE(), 'S256 is advertised');
  assert.equal(as.authorization_response_iss_parameter_supported, true);
  assert.ok(as.grant_types_supported.includes('client_credentials'));
});

test('code with PKCE: signed in, consented, verified', async () => {
  const { checks, callback, asked } = await signIn(party, web);
  assert.ok(asked.has('password'), 'the password was asked');
  assert.equal(callback.searchParams.get('iss'), peer.issuer);
  const tokens = await client.authorizationCodeGrant(party, callback, checks);

  const as = party.serverMetadata();
  const { sub } = tokens.claims();
  await assertIdToken(as, tokens.id_token, {
    clientId: web.client_id,
    nonce: checks.expectedNonce,
    accessToken: tokens.access_token,
  });
  const info = await client.fetchUserInfo(party, tokens.access_token, sub);
  assert.equal(info.email, peer.user.email);
  assert.equal(info.email_verified, true);
  assert.equal(info.given_name, peer.user.given_name);
});

test('a token for an API carries its audience and its roles', async () => {
  const { checks, callback } = await signIn(party, web, { resource: peer.api });
  const tokens = await client.authorizationCodeGrant(party, callback, checks, { resource: peer.api });
  const claims = await assertAccessToken(party.serverMetadata(), tokens.access_token, {
    audience: peer.api,
    clientId: web.client_id,
  });
  assert.deepEqual([...claims.roles].sort(), ['editor', 'notes-admin']);
  assert.ok(claims.scope.split(' ').includes('notes.read'));
});

test('a public client signs in with PKCE alone', async () => {
  const config = await discover(native, client.None());
  const { checks, callback } = await signIn(config, native);
  const tokens = await client.authorizationCodeGrant(config, callback, checks);
  assert.ok(tokens.refresh_token);
});

test('the session spares the second sign-in, and consent is remembered', async () => {
  const { browser, url, checks } = await signIn(party, web);
  const again = await authorize(browser, url, peer.user);
  assert.equal(again.asked.size, 0, `it asked for ${[...again.asked]}`);
  await client.authorizationCodeGrant(party, again.callback, checks);
});

test('refresh rotates, and an old token kills the family', async () => {
  const { checks, callback } = await signIn(party, web);
  const first = await client.authorizationCodeGrant(party, callback, checks);
  const second = await client.refreshTokenGrant(party, first.refresh_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  await assertIdToken(party.serverMetadata(), second.id_token, {
    clientId: web.client_id,
    subject: first.claims().sub,
    accessToken: second.access_token,
  });
  const third = await client.refreshTokenGrant(party, second.refresh_token);
  // Two generations old: no lost response explains it.
  assert.equal((await refusal(client.refreshTokenGrant(party, first.refresh_token))).error, 'invalid_grant');
  assert.equal((await refusal(client.refreshTokenGrant(party, third.refresh_token))).error, 'invalid_grant');
});

for (const [method, authentication] of Object.entries({
  client_secret_basic: client.ClientSecretBasic,
  client_secret_post: client.ClientSecretPost,
})) {
  test(`client credentials by ${method}`, async () => {
    const config = await discover(service, authentication(service.client_secret));
    const tokens = await client.clientCredentialsGrant(config, { scope: 'notes.read', resource: peer.api });
    assert.equal(tokens.refresh_token, undefined, 'RFC 6749 section 4.4.3');
    await assertAccessToken(config.serverMetadata(), tokens.access_token, {
      audience: peer.api,
      clientId: service.client_id,
    });
  });

  test(`a wrong secret by ${method} is invalid_client`, async () => {
    const config = await discover(service, authentication('not the secret'));
    const refused = await refusal(client.clientCredentialsGrant(config, { scope: 'notes.read' }));
    assert.equal(refused.error, 'invalid_client');
    assert.equal(refused.status, 401);
  });
}

test('a wrong verifier is invalid_grant', async () => {
  const { checks, callback } = await signIn(party, web);
  const wrong = { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() };
  assert.deepEqual(await refusal(client.authorizationCodeGrant(party, callback, wrong)), {
    status: 400,
    error: 'invalid_grant',
  });
});

test('a code that comes twice is invalid_grant, and what it gave dies', async () => {
  const { checks, callback } = await signIn(party, web);
  const tokens = await client.authorizationCodeGrant(party, callback, checks);
  const replayed = await refusal(client.authorizationCodeGrant(party, callback, checks));
  assert.equal(replayed.error, 'invalid_grant');
  const refreshed = await refusal(client.refreshTokenGrant(party, tokens.refresh_token));
  assert.equal(refreshed.error, 'invalid_grant');
});

test('a revoked access token is dead at once, and the refresh token lives', async () => {
  const { checks, callback } = await signIn(party, web);
  const tokens = await client.authorizationCodeGrant(party, callback, checks);
  const before = await client.tokenIntrospection(party, tokens.access_token, { token_type_hint: 'access_token' });
  assert.equal(before.active, true);
  assert.equal(before.client_id, web.client_id);
  assert.equal(before.sub, tokens.claims().sub);
  await client.tokenRevocation(party, tokens.access_token, { token_type_hint: 'access_token' });
  assert.deepEqual({ ...(await client.tokenIntrospection(party, tokens.access_token)) }, { active: false });
  await assert.rejects(client.fetchUserInfo(party, tokens.access_token, tokens.claims().sub));
  assert.ok((await client.refreshTokenGrant(party, tokens.refresh_token)).access_token);
});

test('a revoked refresh token takes its grant along, also for a public client', async () => {
  const config = await discover(native, client.None());
  const { checks, callback } = await signIn(config, native);
  const tokens = await client.authorizationCodeGrant(config, callback, checks);
  await client.tokenRevocation(config, tokens.refresh_token);
  const refused = await refusal(client.refreshTokenGrant(config, tokens.refresh_token));
  assert.equal(refused.error, 'invalid_grant');
  await assert.rejects(client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub));
});

test('an API learns of the tokens for it, and of no other', async () => {
  const asking = await discover(api, client.ClientSecretBasic(api.client_secret));
  const config = await discover(service, client.ClientSecretBasic(service.client_secret));
  const tokens = await client.clientCredentialsGrant(config, { scope: 'notes.read', resource: peer.api });
  const said = await client.tokenIntrospection(asking, tokens.access_token);
  assert.equal(said.active, true);
  assert.equal(said.aud, peer.api);
  assert.equal(said.scope, 'notes.read');
  const stranger = await client.tokenIntrospection(party, tokens.access_token);
  assert.deepEqual({ ...stranger }, { active: false });
});

test('the library refuses a response of another issuer', async () => {
  const { checks, callback } = await signIn(party, web);
  callback.searchParams.set('iss', 'https://evil.example.test');
  const refused = client.authorizationCodeGrant(party, callback, checks);
  await assert.rejects(refused, (error) => /"iss"/.test(error.cause.message));
});
