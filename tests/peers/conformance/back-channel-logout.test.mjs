// Profile back-channel logout (OpenID Connect Back-Channel Logout 1.0).

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { decodeJwt, jwtVerify } from 'jose';

import { random, register } from './harness/client.mjs';
import { issuer, keys, metadata } from './harness/op.mjs';
import { Party } from './harness/party.mjs';
import { Person } from './harness/person.mjs';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
// The first retry comes after a few seconds.
const RETRIED_WITHIN_MS = 30_000;

let party;

before(async () => (party = await Party.start()));
after(() => party.stop());

/** A client that hears of sign-outs at a path of its own. */
async function hearing(members = {}, status = 200) {
  const path = `/logout-${random()}`;
  const backchannel_logout_uri = party.publish(path, '', { status });
  const client = await register({ backchannel_logout_uri, backchannel_logout_session_required: true, ...members });
  return { client, path };
}

function signOut(person, idToken) {
  const url = new URL(metadata.end_session_endpoint);
  url.search = new URLSearchParams({ id_token_hint: idToken });
  return person.browser.open(url);
}

/** Section 2.6: what the client checks. */
async function assertLogoutToken(client, { method, headers, body }) {
  assert.equal(method, 'POST');
  assert.match(headers['content-type'], /^application\/x-www-form-urlencoded/);
  const token = new URLSearchParams(body).get('logout_token');
  const { payload } = await jwtVerify(token, await keys(), {
    issuer,
    audience: client.client_id,
    typ: 'logout+jwt',
    algorithms: [client.id_token_signed_response_alg ?? 'RS256'],
    requiredClaims: ['iat', 'exp', 'jti'],
  });
  assert.deepEqual(payload.events, { [EVENT]: {} });
  assert.equal(payload.nonce, undefined);
  return payload;
}

for (const alg of ['RS256', 'ES256']) {
  test(`2.4, 2.5 (backchannel-rp-initiated-logout): a logout token by ${alg}, of the same session`, async () => {
    const { client, path } = await hearing({ id_token_signed_response_alg: alg });
    const person = new Person();
    const { tokens } = await client.signIn(person);
    const id = decodeJwt(tokens.id_token);
    assert.ok(id.sid, 'the ID token names its session');
    await signOut(person, tokens.id_token);
    const claims = await assertLogoutToken(client, await party.hears(path));
    assert.equal(claims.sid, id.sid);
    assert.equal(claims.sub, id.sub);
  });
}

test('2.5: every client of the session hears of it, and no other', async () => {
  const [first, second, third] = [await hearing(), await hearing(), await hearing()];
  const person = new Person();
  const { tokens } = await first.client.signIn(person);
  await second.client.signIn(person);
  await third.client.signIn(new Person());
  await signOut(person, tokens.id_token);
  await assertLogoutToken(first.client, await party.hears(first.path));
  await assertLogoutToken(second.client, await party.hears(second.path));
  assert.equal(party.at(third.path).length, 0);
});

test('2.8: who cannot hear is told again', async () => {
  const { client, path } = await hearing({}, 503);
  const person = new Person();
  const { tokens } = await client.signIn(person);
  await signOut(person, tokens.id_token);
  const first = await assertLogoutToken(client, await party.hears(path));
  party.publish(path, '');
  const again = await assertLogoutToken(client, await party.hears(path, 2, RETRIED_WITHIN_MS));
  assert.equal(again.sid, first.sid);
});

test('2.5: a session ends on the account page as well', async () => {
  const { client, path } = await hearing();
  const person = new Person();
  await client.signIn(person);
  const page = await person.browser.open('/logout');
  await person.browser.submit(page, page.form('csrf'));
  await assertLogoutToken(client, await party.hears(path));
});

test('2.4: a pairwise client hears of its own subject', async () => {
  const { client, path } = await hearing({ subject_type: 'pairwise' });
  const person = new Person();
  const { tokens } = await client.signIn(person);
  await signOut(person, tokens.id_token);
  const claims = await assertLogoutToken(client, await party.hears(path));
  assert.equal(claims.sub, decodeJwt(tokens.id_token).sub);
});
