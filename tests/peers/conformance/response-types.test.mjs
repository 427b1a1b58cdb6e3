// Profiles Basic, Implicit, Hybrid and Form Post: what each response type brings, and where it goes.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CALLBACK, register } from './harness/client.mjs';
import { assertIdToken } from './harness/id-token.mjs';
import { issuer, metadata } from './harness/op.mjs';
import { Person } from './harness/person.mjs';
import { brings, defaultMode, RESPONSE_TYPES } from './harness/types.mjs';

for (const type of RESPONSE_TYPES) {
  for (const mode of [undefined, 'form_post']) {
    test(`Core 3: ${type}${mode ? ` by ${mode}` : ''} brings what it says`, async () => {
      const client = await register({ response_types: [type] });
      const { request, answer } = await client.ask(new Person(), { response_mode: mode });
      assert.equal(answer.mode, mode ?? defaultMode(type), String(answer));
      assert.equal(answer.uri, CALLBACK);
      assert.equal(answer.get('state'), request.state);
      // RFC 9207 section 2.
      assert.equal(answer.get('iss'), issuer);
      assertParameters(answer, type);
      const sub = await assertTokens(client, type, request, answer);
      if (brings(type, 'code')) await assertRedeemed(client, type, request, answer, sub);
    });
  }
}

function assertParameters(answer, type) {
  assert.equal(answer.get('code') !== undefined, brings(type, 'code'), 'code');
  assert.equal(answer.get('id_token') !== undefined, brings(type, 'id_token'), 'id_token');
  const token = brings(type, 'token');
  assert.equal(answer.get('access_token') !== undefined, token, 'access_token');
  if (token) {
    assert.equal(answer.get('token_type').toLowerCase(), 'bearer');
    assert.ok(Number(answer.get('expires_in')) > 0);
  }
}

/** What came by way of the browser; the subject, where it says one. */
async function assertTokens(client, type, request, answer) {
  let sub;
  if (brings(type, 'id_token')) {
    const claims = await assertIdToken(client, answer.get('id_token'), {
      nonce: request.nonce,
      code: answer.get('code'),
      accessToken: answer.get('access_token'),
    });
    ({ sub } = claims);
  }
  if (brings(type, 'token')) {
    const info = await client.userinfo(answer.get('access_token'));
    assert.equal(info.status, 200, info.text);
    sub ??= info.body.sub;
    assert.equal(info.body.sub, sub);
  }
  return sub;
}

async function assertRedeemed(client, type, request, answer, sub) {
  const { status, body, text, headers } = await client.redeem(answer);
  assert.equal(status, 200, text);
  assert.match(headers.get('cache-control'), /no-store/);
  assert.equal(body.token_type.toLowerCase(), 'bearer');
  const claims = await assertIdToken(client, body.id_token, { nonce: request.nonce });
  // Core 3.3.3.6: the same person, whichever way it came.
  if (sub !== undefined) assert.equal(claims.sub, sub);
  const info = await client.userinfo(body.access_token);
  assert.equal(info.body.sub, claims.sub);
}

for (const type of RESPONSE_TYPES.filter((each) => brings(each, 'id_token'))) {
  test(`Core 3.2.2.1, 3.3.2.1: ${type} needs a nonce`, async () => {
    const client = await register({ response_types: [type] });
    const { answer } = await client.ask(new Person(), { nonce: undefined });
    assert.equal(answer.get('error'), 'invalid_request', String(answer));
    assert.equal(answer.mode, 'fragment');
    assert.equal(answer.get('id_token'), undefined);
  });
}

test('Core 3.1.2.1: the code flow does without a nonce', async () => {
  const client = await register();
  const { tokens } = await client.signIn(new Person(), { nonce: undefined });
  await assertIdToken(client, tokens.id_token, { nonce: undefined });
});

for (const type of RESPONSE_TYPES.filter((each) => each !== 'code')) {
  test(`Multiple Response Types 2.1: ${type} never goes into a query`, async () => {
    const client = await register({ response_types: [type] });
    const { answer } = await client.ask(new Person(), { response_mode: 'query' });
    assert.notEqual(answer.mode, 'query');
    if (answer.reaches) assert.equal(answer.get('error'), 'invalid_request', String(answer));
  });
}

test('RFC 6749 3.1.1: the order of the words does not matter', async () => {
  const client = await register({ response_types: ['code id_token token'] });
  const { request, answer } = await client.ask(new Person(), { response_type: 'token id_token code' });
  assertParameters(answer, 'code id_token token');
  await assertTokens(client, 'code id_token token', request, answer);
});

test('Core 3.1.2.2 (response-type-missing): no response_type is refused', async () => {
  const client = await register();
  const { request, answer } = await client.ask(new Person(), { response_type: undefined });
  assert.equal(answer.get('error'), 'invalid_request', String(answer));
  assert.equal(answer.get('state'), request.state);
  assert.equal(answer.get('code'), undefined);
});

test('RFC 6749 4.1.2.1: a response type that is none is refused', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person(), { response_type: 'code magic' });
  assert.equal(answer.get('error'), 'unsupported_response_type', String(answer));
});

test('Registration 2: a response type that was not registered is refused', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person(), { response_type: 'code id_token' });
  assert.equal(answer.get('error'), 'unauthorized_client', String(answer));
  assert.equal(answer.get('id_token'), undefined);
});

test('RFC 6749 4.1.2.1: an error says nothing that nobody expects, in ASCII', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person(), { prompt: 'none' });
  const expected = ['error', 'error_description', 'error_uri', 'state', 'session_state', 'iss'];
  for (const name of answer.parameters.keys()) assert.ok(expected.includes(name), name);
  assert.match(answer.get('error_description'), /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
});

test('Form Post 2: an error goes by the form as well', async () => {
  const client = await register();
  const { request, answer } = await client.ask(new Person(), { response_mode: 'form_post', prompt: 'none' });
  assert.equal(answer.mode, 'form_post', String(answer));
  assert.equal(answer.get('error'), 'login_required');
  assert.equal(answer.get('state'), request.state);
});

test('Multiple Response Types 2.1: a response mode that is none is refused', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person(), { response_mode: 'smoke_signal' });
  assert.equal(answer.get('code'), undefined);
  if (answer.reaches) assert.equal(answer.get('error'), 'invalid_request');
});

test('Discovery 3: what works is advertised', () => {
  for (const type of RESPONSE_TYPES) assert.ok(metadata.response_types_supported.includes(type), type);
  for (const mode of ['query', 'fragment', 'form_post']) assert.ok(metadata.response_modes_supported.includes(mode), mode);
});
