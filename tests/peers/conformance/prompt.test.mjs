// prompt: when the person is asked, and when nobody is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { decodeJwt } from 'jose';

import { register } from './harness/client.mjs';
import { Person } from './harness/person.mjs';
import { RESPONSE_TYPES } from './harness/types.mjs';

for (const type of RESPONSE_TYPES) {
  test(`Core 3.1.2.6 (prompt-none-not-logged-in): login_required for ${type}`, async () => {
    const client = await register({ response_types: [type] });
    const { request, answer } = await client.ask(new Person(), { prompt: 'none' });
    assert.equal(answer.get('error'), 'login_required', String(answer));
    assert.equal(answer.get('state'), request.state);
    assert.deepEqual(answer.asked, []);
  });

  test(`Core 3.1.2.3 (prompt-none-logged-in): the same person, unasked, for ${type}`, async () => {
    const client = await register({ response_types: [type] });
    const person = new Person();
    const first = await client.ask(person);
    assert.ok(first.answer.reaches, String(first.answer));
    const { answer } = await client.ask(person, { prompt: 'none' });
    assert.deepEqual(answer.asked, []);
    assert.equal(answer.get('error'), undefined, String(answer));
    const before = first.answer.get('id_token');
    if (before) {
      const claims = [before, answer.get('id_token')].map((token) => decodeJwt(token));
      assert.equal(claims[1].sub, claims[0].sub);
      assert.equal(claims[1].auth_time, claims[0].auth_time);
    }
  });
}

test('Core 3.1.2.1 (prompt-login): the password is asked again, and the time of sign-in is later', async () => {
  const client = await register();
  const person = new Person();
  const first = await client.signIn(person, { max_age: '10000' });
  await sleep(1_100);
  const again = await client.signIn(person, { prompt: 'login', max_age: '10000' });
  assert.ok(again.answer.asked.includes('login'));
  const times = [first, again].map(({ tokens }) => decodeJwt(tokens.id_token).auth_time);
  assert.ok(times[1] > times[0], String(times));
});

test('Core 3.1.2.1: prompt=consent asks for what was agreed to', async () => {
  const client = await register();
  const person = new Person();
  await client.signIn(person);
  const { answer } = await client.ask(person, { prompt: 'consent' });
  assert.deepEqual(answer.asked, ['consent']);
  assert.ok(answer.get('code'));
});

test('Core 3.1.2.1: prompt=login consent asks for both', async () => {
  const client = await register();
  const person = new Person();
  await client.signIn(person);
  const { answer } = await client.ask(person, { prompt: 'login consent' });
  assert.deepEqual(answer.asked, ['login', 'consent']);
});

test('Core 3.1.2.1: prompt=select_account lets the person choose', async () => {
  const client = await register();
  const person = new Person();
  await client.signIn(person);
  const { answer } = await client.ask(person, { prompt: 'select_account' });
  assert.ok(answer.asked.length > 0, String(answer));
  assert.ok(answer.get('code'), String(answer));
});

test('Core 3.1.2.6: consent_required where the person has not agreed', async () => {
  const person = new Person();
  await (await register()).signIn(person);
  const stranger = await register();
  const { answer } = await stranger.ask(person, { prompt: 'none' });
  assert.equal(answer.get('error'), 'consent_required', String(answer));
});

for (const prompt of ['none login', 'none consent', 'login none']) {
  test(`Core 3.1.2.1: prompt=${prompt} contradicts itself`, async () => {
    const client = await register();
    const { answer } = await client.ask(new Person(), { prompt });
    assert.equal(answer.get('error'), 'invalid_request', String(answer));
  });
}

test('RFC 6749 4.1.2.1: who does not agree sends access_denied', async () => {
  const client = await register();
  const person = new Person();
  person.denies = true;
  const { request, answer } = await client.ask(person);
  assert.equal(answer.get('error'), 'access_denied', String(answer));
  assert.equal(answer.get('state'), request.state);
});
