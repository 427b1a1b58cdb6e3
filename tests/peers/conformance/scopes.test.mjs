// Scopes, and the claims for which they stand.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeJwt } from 'jose';

import { register } from './harness/client.mjs';
import { Person } from './harness/person.mjs';
import { brings, RESPONSE_TYPES } from './harness/types.mjs';
import { users } from './harness/users.mjs';

// Core 5.4: each claim of each scope. The account has them all.
const CLAIMS = {
  profile: [
    'name', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website',
    'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at',
  ],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
};
const HELD_BACK = ['name', 'email', 'email_verified', 'preferred_username', 'address', 'phone_number'];

async function infoFor(scope) {
  const client = await register();
  const { tokens } = await client.signIn(new Person(), { scope });
  const info = await client.userinfo(tokens.access_token);
  return { info: info.body, tokens };
}

for (const [scope, claims] of Object.entries(CLAIMS)) {
  test(`Core 5.4 (scope-${scope}): ${claims.join(', ')}`, async () => {
    const { info } = await infoFor(`openid ${scope}`);
    for (const claim of claims) assert.ok(claim in info, claim);
    for (const claim of HELD_BACK.filter((each) => !claims.includes(each))) assert.ok(!(claim in info), claim);
  });
}

test('Core 5.4 (scope-all, other-scope-order): in whatever order', async () => {
  const { info } = await infoFor('email phone profile address openid');
  for (const claim of Object.values(CLAIMS).flat()) assert.ok(claim in info, claim);
  assert.equal(info.email, users.alice.email);
  assert.equal(info.email_verified, true);
  assert.equal(typeof info.updated_at, 'number');
});

test('Core 5.4: openid alone tells no more than who it is', async () => {
  const { info } = await infoFor('openid');
  for (const claim of HELD_BACK) assert.ok(!(claim in info), claim);
});

test('Core 5.4: with id_token alone the claims are in the ID token', async () => {
  const client = await register({ response_types: ['id_token'] });
  const { answer } = await client.ask(new Person(), { scope: 'openid email' });
  assert.equal(decodeJwt(answer.get('id_token')).email, users.alice.email);
});

for (const type of RESPONSE_TYPES.filter((each) => each !== 'id_token')) {
  test(`Core 5.4: what a scope stands for is at UserInfo alone, for ${type}`, async () => {
    const client = await register({ response_types: [type] });
    const { answer } = await client.ask(new Person(), { scope: 'openid profile email' });
    const tokens = brings(type, 'code') ? (await client.redeem(answer)).body : {};
    const accessToken = tokens.access_token ?? answer.get('access_token');
    assert.equal((await client.userinfo(accessToken)).body.email, users.alice.email);
    for (const token of [answer.get('id_token'), tokens.id_token].filter(Boolean)) {
      for (const claim of HELD_BACK) assert.ok(!(claim in decodeJwt(token)), claim);
    }
  });
}

test('Core 3.1.2.1: a scope that nobody knows is ignored', async () => {
  const { info, tokens } = await infoFor('openid the-moon');
  assert.ok(info.sub);
  assert.ok(!tokens.scope?.includes('the-moon'));
});

test('RFC 6749 3.3: without openid there is no ID token', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person(), { scope: 'email' });
  if (answer.get('error')) return assert.equal(answer.get('error'), 'invalid_scope');
  const { body } = await client.redeem(answer);
  return assert.equal(body.id_token, undefined);
});
