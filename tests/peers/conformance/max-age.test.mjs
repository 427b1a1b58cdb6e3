// max_age, and the time of the sign-in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { decodeJwt } from 'jose';

import { register } from './harness/client.mjs';
import { Person } from './harness/person.mjs';

async function twice(client, more) {
  const person = new Person();
  const first = await client.signIn(person, more);
  await sleep(2_100);
  const second = await client.signIn(person, more);
  const [before, after] = [first, second].map(({ tokens }) => decodeJwt(tokens.id_token));
  return { before, after, asked: second.answer.asked };
}

test('Core 3.1.2.1 (max-age-1): an older sign-in is asked again', async () => {
  const { before, after, asked } = await twice(await register(), { max_age: '1' });
  assert.ok(asked.includes('login'));
  assert.ok(after.auth_time > before.auth_time);
});

test('Core 3.1.2.1 (max-age-10000): a younger one is not', async () => {
  const { before, after, asked } = await twice(await register(), { max_age: '10000' });
  assert.deepEqual(asked, []);
  assert.equal(after.auth_time, before.auth_time);
});

test('Registration 2: default_max_age is the max_age of requests without', async () => {
  const { before, after, asked } = await twice(await register({ default_max_age: 1 }));
  assert.ok(asked.includes('login'));
  assert.ok(after.auth_time > before.auth_time);
});

test('Registration 2: require_auth_time puts the time into every ID token', async () => {
  const client = await register({ require_auth_time: true });
  const { tokens } = await client.signIn(new Person());
  assert.ok(Number.isInteger(decodeJwt(tokens.id_token).auth_time));
});

test('Core 3.1.2.1: max_age=0 asks as prompt=login does', async () => {
  const client = await register();
  const person = new Person();
  await client.signIn(person);
  const { answer } = await client.ask(person, { max_age: '0' });
  assert.ok(answer.asked.includes('login'));
  assert.ok(answer.get('code'));
});

test('Core 3.1.2.6: max_age with prompt=none is login_required once it has passed', async () => {
  const client = await register();
  const person = new Person();
  await client.signIn(person);
  await sleep(2_100);
  const { answer } = await client.ask(person, { max_age: '1', prompt: 'none' });
  assert.equal(answer.get('error'), 'login_required', String(answer));
});

test('Core 3.1.2.1: a max_age that is no number is refused', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person(), { max_age: 'soon' });
  assert.equal(answer.get('error'), 'invalid_request', String(answer));
});
