// The parameters of an authentication request that nothing has to be asked for: all are accepted, and none is an error.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeJwt } from 'jose';

import { register } from './harness/client.mjs';
import { metadata } from './harness/op.mjs';
import { Person } from './harness/person.mjs';
import { users } from './harness/users.mjs';

for (const [name, more] of Object.entries({
  'display-page': { display: 'page' },
  'display-popup': { display: 'popup' },
  'display-touch': { display: 'touch' },
  'display-wap': { display: 'wap' },
  'ui-locales': { ui_locales: 'se fr-CA de' },
  'claims-locales': { claims_locales: 'se fr-CA de' },
  'acr-values': { acr_values: 'urn:example:gold urn:example:silver' },
  'unknown-parameter': { extra: 'foobar' },
})) {
  test(`Core 3.1.2.1 (${name})`, async () => {
    const client = await register();
    const { tokens } = await client.signIn(new Person(), more);
    assert.ok(tokens.id_token);
  });
}

test('Core 3.1.2.1 (acr-values): what is supported is reached', async () => {
  const client = await register();
  for (const acr of metadata.acr_values_supported) {
    const { tokens } = await client.signIn(new Person(), { acr_values: acr });
    assert.equal(typeof decodeJwt(tokens.id_token).acr, 'string');
  }
  const { tokens } = await client.signIn(new Person(), { acr_values: metadata.acr_values_supported.join(' ') });
  assert.ok(metadata.acr_values_supported.includes(decodeJwt(tokens.id_token).acr));
});

test('Core 3.1.2.1 (ensure-post-request-succeeds): by POST as by GET', async () => {
  const client = await register();
  const request = client.request();
  const answer = await new Person().post(metadata.authorization_endpoint, request);
  assert.ok(answer.get('code'), String(answer));
  assert.equal(answer.get('state'), request.state);
});

test('Core 3.1.2.1 (login-hint): the name is filled in', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person(), { login_hint: users.bob.identifier }, { until: 'login' });
  assert.equal(answer.page.form('password').fields.identifier, users.bob.identifier);
});

test('Core 3.1.2.1 (id-token-hint): who is signed in is not asked', async () => {
  const client = await register();
  const person = new Person();
  const { tokens } = await client.signIn(person);
  const { answer } = await client.ask(person, { id_token_hint: tokens.id_token, prompt: 'none' });
  assert.deepEqual(answer.asked, []);
  assert.ok(answer.get('code'), String(answer));
});

test('Core 3.1.2.1 (id-token-hint): another person is login_required', async () => {
  const client = await register();
  const { tokens } = await client.signIn(new Person(users.alice));
  const bob = new Person(users.bob);
  await client.signIn(bob);
  const { answer } = await client.ask(bob, { id_token_hint: tokens.id_token, prompt: 'none' });
  assert.equal(answer.get('error'), 'login_required', String(answer));
});

test('RFC 6749 3.1: a parameter that comes twice is refused', async () => {
  const client = await register();
  const url = client.url(client.request());
  url.searchParams.append('scope', 'openid');
  const answer = await new Person().open(url);
  assert.equal(answer.get('code'), undefined);
  if (answer.reaches) assert.equal(answer.get('error'), 'invalid_request', String(answer));
});

test('Core 7.2.1: registration is refused by its own error', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person(), { registration: '{"client_name":"x"}' });
  assert.equal(answer.get('error'), 'registration_not_supported', String(answer));
});

test('RFC 6749 4.1.2.1: a client that is unknown gets no redirect', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person(), { client_id: 'nobody' });
  assert.equal(answer.reaches, false, String(answer));
  assert.ok([400, 401].includes(answer.page.status), String(answer.page));
});
