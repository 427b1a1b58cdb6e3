// PKCE (RFC 7636): what was asked with a challenge is redeemed with its verifier.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { challenge, random, register } from './harness/client.mjs';
import { metadata, refused } from './harness/op.mjs';
import { Person } from './harness/person.mjs';

const verifier = () => random() + random();
const asks = (secret) => ({ code_challenge: challenge(secret), code_challenge_method: 'S256' });

for (const token_endpoint_auth_method of ['client_secret_basic', 'none']) {
  test(`RFC 7636 4.6 (ensure-request-with-valid-pkce-succeeds): ${token_endpoint_auth_method}`, async () => {
    const client = await register({ token_endpoint_auth_method });
    const secret = verifier();
    const { answer } = await client.ask(new Person(), asks(secret));
    const { status, text } = await client.redeem(answer, { code_verifier: secret });
    assert.equal(status, 200, text);
  });
}

test('RFC 7636 4.6: a wrong verifier is refused, and so is none', async () => {
  const client = await register();
  for (const more of [{ code_verifier: verifier() }, {}]) {
    const { answer } = await client.ask(new Person(), asks(verifier()));
    refused(await client.redeem(answer, more), 400, 'invalid_grant', 'invalid_request');
  }
});

test('RFC 9700 2.1.1: plain is neither advertised nor accepted', async () => {
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
  const client = await register();
  for (const code_challenge_method of ['plain', undefined]) {
    const { answer } = await client.ask(new Person(), { code_challenge: verifier(), code_challenge_method });
    assert.equal(answer.get('error'), 'invalid_request', String(answer));
  }
});

test('RFC 9700 4.8.2: a verifier without a challenge is refused', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person());
  refused(await client.redeem(answer, { code_verifier: verifier() }), 400, 'invalid_grant', 'invalid_request');
});
