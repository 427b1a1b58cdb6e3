// The claims parameter (OpenID Connect Core 1.0 section 5.5).

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeJwt } from 'jose';

import { register } from './harness/client.mjs';
import { metadata } from './harness/op.mjs';
import { Person } from './harness/person.mjs';
import { users } from './harness/users.mjs';

async function signIn(claims, person = new Person()) {
  const client = await register();
  const { tokens } = await client.signIn(person, { claims: JSON.stringify(claims) });
  const info = await client.userinfo(tokens.access_token);
  return { client, info: info.body, id: decodeJwt(tokens.id_token) };
}

test('Core 5.5 (claims-essential): name at UserInfo', async () => {
  const { info } = await signIn({ userinfo: { name: { essential: true } } });
  const { given_name, claims, family_name } = users.alice;
  assert.equal(info.name, `${given_name} ${claims.middle_name} ${family_name}`);
  assert.equal(info.email, undefined);
});

test('Core 5.5: email in the ID token, voluntarily', async () => {
  const { id, info } = await signIn({ id_token: { email: null } });
  assert.equal(id.email, users.alice.email);
  assert.equal(info.email, undefined);
});

test('Core 5.5.1: auth_time as an essential claim', async () => {
  const { id } = await signIn({ id_token: { auth_time: { essential: true } } });
  assert.ok(Number.isInteger(id.auth_time));
});

test('Core 5.5: what nobody knows is left out', async () => {
  const { id } = await signIn({ id_token: { 'https://example.test/shoe_size': { essential: true } } });
  assert.ok(id.sub);
});

test('Core 5.5.1.1: an essential acr that is reached is named', async () => {
  const values = metadata.acr_values_supported;
  const { id } = await signIn({ id_token: { acr: { essential: true, values } } });
  assert.ok(values.includes(id.acr), id.acr);
});

test('Core 5.5.1.1: an essential acr that cannot be reached fails', async () => {
  const client = await register();
  const claims = JSON.stringify({ id_token: { acr: { essential: true, value: 'urn:example:gold' } } });
  const { answer } = await client.ask(new Person(), { claims });
  assert.equal(answer.get('error'), 'unmet_authentication_requirements', String(answer));
});

test('Core 5.5.1: a sub that is asked for is the person, or it fails', async () => {
  const client = await register();
  const alice = new Person();
  const { tokens } = await client.signIn(alice);
  const { sub } = decodeJwt(tokens.id_token);
  const wanting = (value) => ({ claims: JSON.stringify({ id_token: { sub: { value } } }), prompt: 'none' });
  assert.ok((await client.ask(alice, wanting(sub))).answer.get('code'));
  const { answer } = await client.ask(alice, wanting('somebody-else'));
  assert.equal(answer.get('error'), 'login_required', String(answer));
});

test('Core 5.5: what is no JSON object is refused', async () => {
  const client = await register();
  for (const claims of ['{', '[]', '"name"']) {
    const { answer } = await client.ask(new Person(), { claims });
    assert.equal(answer.get('error'), 'invalid_request', `${claims}: ${answer}`);
  }
});
