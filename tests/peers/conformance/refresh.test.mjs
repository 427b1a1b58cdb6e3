// Refresh tokens (OpenID Connect Core 1.0 section 12).

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeJwt } from 'jose';

import { Client, register } from './harness/client.mjs';
import { assertIdToken } from './harness/id-token.mjs';
import { metadata, refused } from './harness/op.mjs';
import { Person } from './harness/person.mjs';

const OFFLINE = { scope: 'openid email offline_access', prompt: 'consent' };
const refresh = (refresh_token, more) => ({ grant_type: 'refresh_token', refresh_token, ...more });

test('Core 12.2 (refresh-token): the ID token is of the same person and the same sign-in', async () => {
  const client = await register();
  const { tokens } = await client.signIn(new Person(), OFFLINE);
  assert.ok(tokens.refresh_token, 'offline_access gives a refresh token');
  const { status, body, text } = await client.token(refresh(tokens.refresh_token));
  assert.equal(status, 200, text);
  assert.notEqual(body.access_token, tokens.access_token);
  assert.equal((await client.userinfo(body.access_token)).status, 200);
  const [before, after] = [decodeJwt(tokens.id_token), decodeJwt(body.id_token)];
  await assertIdToken(client, body.id_token, { nonce: after.nonce && before.nonce });
  for (const claim of ['iss', 'sub', 'aud', 'auth_time', 'azp']) assert.deepEqual(after[claim], before[claim], claim);
  assert.ok(after.iat >= before.iat);
});

test('RFC 6749 6: a refresh token is for its client', async () => {
  const [client, other] = [await register(), await register()];
  const { tokens } = await client.signIn(new Person(), OFFLINE);
  refused(await other.token(refresh(tokens.refresh_token)), 400, 'invalid_grant');
});

test('RFC 6749 6: the scope may be less and never more', async () => {
  const client = await register();
  const { tokens } = await client.signIn(new Person(), OFFLINE);
  refused(await client.token(refresh(tokens.refresh_token, { scope: 'openid profile' })), 400, 'invalid_scope');
  const { status, body } = await client.token(refresh(tokens.refresh_token, { scope: 'openid' }));
  assert.equal(status, 200);
  assert.equal((await client.userinfo(body.access_token)).body.email, undefined);
});

test('RFC 7009 2.1: a revoked one is dead', async () => {
  const client = await register();
  const { tokens } = await client.signIn(new Person(), OFFLINE);
  const revoked = await client.send(metadata.revocation_endpoint, { token: tokens.refresh_token });
  assert.equal(revoked.status, 200);
  refused(await client.token(refresh(tokens.refresh_token)), 400, 'invalid_grant');
});

test('RFC 6749 6: a wrong secret refreshes nothing, and costs nothing', async () => {
  const client = await register();
  const { tokens } = await client.signIn(new Person(), OFFLINE);
  const thief = new Client({ ...client, client_secret: 'stolen' });
  refused(await thief.token(refresh(tokens.refresh_token)), 401, 'invalid_client');
  assert.equal((await client.token(refresh(tokens.refresh_token))).status, 200);
});
