// Profile RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0).

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeJwt, UnsecuredJWT } from 'jose';

import { random, register } from './harness/client.mjs';
import { metadata } from './harness/op.mjs';
import { Person } from './harness/person.mjs';

const BYE = 'https://rp.example.test/bye';

/** A client, somebody signed in to it, and a way to ask for the sign-out. */
async function signedIn(members = {}) {
  const client = await register({ post_logout_redirect_uris: [BYE], ...members });
  const person = new Person();
  const { tokens } = await client.signIn(person);
  const ask = async (parameters) => {
    const url = new URL(metadata.end_session_endpoint);
    url.search = new URLSearchParams(parameters);
    return person.browser.open(url);
  };
  const isIn = async () => (await client.ask(person, { prompt: 'none' })).answer.get('code') !== undefined;
  return { client, person, idToken: tokens.id_token, ask, isIn };
}

/** Presses the button that says yes. */
const agree = ({ person }, page) => person.browser.submit(page, page.form('csrf'));

test('2 (rp-initiated-logout): with all parameters nobody is asked, and the state comes back', async () => {
  const at = await signedIn();
  assert.ok(await at.isIn());
  // Long enough that nothing may cut it.
  const state = random().repeat(6);
  const page = await at.ask({ id_token_hint: at.idToken, post_logout_redirect_uri: BYE, state });
  assert.equal(page.leaves?.href, `${BYE}?state=${state}`, String(page));
  assert.equal(await at.isIn(), false);
});

test('2 (no-state): without a state none is added', async () => {
  const at = await signedIn();
  const page = await at.ask({ id_token_hint: at.idToken, post_logout_redirect_uri: BYE });
  assert.equal(page.leaves?.href, BYE, String(page));
  assert.equal(await at.isIn(), false);
});

test('2 (no-post-logout-redirect-uri): a page says that it is done', async () => {
  const at = await signedIn();
  const page = await at.ask({ id_token_hint: at.idToken, state: random() });
  assert.equal(page.status, 200, String(page));
  assert.equal(await at.isIn(), false);
});

for (const [name, parameters] of [
  ['no-params', () => ({})],
  ['only-state', () => ({ state: random() })],
  ['no-id-token-hint', ({ client }) => ({ client_id: client.client_id, post_logout_redirect_uri: BYE })],
]) {
  test(`2 (${name}): the person is asked first`, async () => {
    const at = await signedIn();
    const page = await at.ask(parameters(at));
    assert.equal(page.status, 200, String(page));
    assert.ok(await at.isIn(), 'nothing has happened yet');
    const done = await agree(at, page);
    assert.ok(done.status === 200 || done.leaves, String(done));
    assert.equal(await at.isIn(), false);
  });
}

test('2: client_id in place of the hint names where to go', async () => {
  const at = await signedIn();
  const state = random();
  const page = await at.ask({ client_id: at.client.client_id, post_logout_redirect_uri: BYE, state });
  const done = await agree(at, page);
  assert.equal(done.leaves?.href, `${BYE}?state=${state}`, String(done));
});

for (const [name, uri] of [
  ['bad-post-logout-redirect-uri', 'https://evil.example.test/bye'],
  ['query-added-to-post-logout-redirect-uri', `${BYE}?added=1`],
]) {
  test(`3 (${name}): nobody is sent there`, async () => {
    const at = await signedIn();
    const page = await at.ask({ id_token_hint: at.idToken, post_logout_redirect_uri: uri });
    assert.equal(page.leaves, undefined, `it went to ${page.leaves}`);
    assert.ok(page.status >= 400, String(page));
  });
}

for (const [name, spoil] of [
  ['bad-id-token-hint', () => 'nonsense'],
  ['modified-id-token-hint', (token) => `${token.slice(0, -8)}AAAAAAAA`],
  ['modified-id-token-hint, to alg none', (token) => new UnsecuredJWT(decodeJwt(token)).encode()],
]) {
  test(`2 (${name}): it is trusted in nothing`, async () => {
    const at = await signedIn();
    const page = await at.ask({ id_token_hint: spoil(at.idToken), post_logout_redirect_uri: BYE });
    assert.equal(page.leaves, undefined, `it went to ${page.leaves}`);
    assert.ok(await at.isIn(), 'it signed somebody out');
  });
}

test('2: by POST as by GET', async () => {
  const at = await signedIn();
  const fields = { id_token_hint: at.idToken, post_logout_redirect_uri: BYE };
  const page = await at.person.browser.submit({ url: metadata.end_session_endpoint }, { fields });
  assert.equal(page.leaves?.href, BYE, String(page));
  assert.equal(await at.isIn(), false);
});

test('2: an ID token of another client does not speak for this one', async () => {
  const [at, other] = [await signedIn(), await register()];
  const page = await at.ask({ id_token_hint: at.idToken, client_id: other.client_id });
  assert.ok(page.status >= 400, String(page));
  assert.ok(await at.isIn());
});

test('2: refresh tokens end with the session unless they are for offline use', async () => {
  const at = await signedIn();
  const tokens = {};
  for (const scope of ['openid', 'openid offline_access']) {
    tokens[scope] = (await at.client.signIn(at.person, { scope })).tokens.refresh_token;
  }
  await at.ask({ id_token_hint: at.idToken });
  const refresh = (scope) => at.client.token({ grant_type: 'refresh_token', refresh_token: tokens[scope] });
  assert.equal((await refresh('openid offline_access')).status, 200);
  if (tokens.openid) assert.equal((await refresh('openid')).body.error, 'invalid_grant');
});
