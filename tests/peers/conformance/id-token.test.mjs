// ID tokens as each client registered them: signed by every algorithm, encrypted to its key.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compactDecrypt } from 'jose';

import { register, tryToRegister, CALLBACK } from './harness/client.mjs';
import { assertIdToken } from './harness/id-token.mjs';
import { keyPair } from './harness/keys.mjs';
import { metadata } from './harness/op.mjs';
import { Person } from './harness/person.mjs';

for (const algorithm of metadata.id_token_signing_alg_values_supported) {
  for (const type of ['code', 'code id_token token']) {
    test(`Core 10.1: ${algorithm} with ${type}`, async () => {
      const client = await register({ response_types: [type], id_token_signed_response_alg: algorithm });
      const { request, answer } = await client.ask(new Person());
      if (type !== 'code') {
        await assertIdToken(client, answer.get('id_token'), {
          nonce: request.nonce,
          code: answer.get('code'),
          accessToken: answer.get('access_token'),
        });
      }
      const { body } = await client.redeem(answer);
      await assertIdToken(client, body.id_token, { nonce: request.nonce, accessToken: body.access_token });
    });
  }
}

test('Core 10.1: all algorithms of the profile are there', () => {
  for (const algorithm of ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'HS256']) {
    assert.ok(metadata.id_token_signing_alg_values_supported.includes(algorithm), algorithm);
  }
});

test('Core 2: no ID token goes unsigned', async () => {
  assert.ok(!metadata.id_token_signing_alg_values_supported.includes('none'));
  const asked = { redirect_uris: [CALLBACK], id_token_signed_response_alg: 'none' };
  const answer = await tryToRegister(asked);
  assert.equal(answer.status, 400);
  assert.equal(answer.body.error, 'invalid_client_metadata');
});

for (const alg of metadata.id_token_encryption_alg_values_supported ?? []) {
  for (const enc of metadata.id_token_encryption_enc_values_supported) {
    test(`Core 10.2: encrypted by ${alg} and ${enc}, signed within`, async () => {
      const keys = await keyPair(alg, 'enc');
      const client = await register({
        jwks: { keys: [keys.jwk] },
        id_token_encrypted_response_alg: alg,
        id_token_encrypted_response_enc: enc,
      });
      const { request, tokens } = await client.signIn(new Person());
      const { plaintext, protectedHeader } = await compactDecrypt(tokens.id_token, keys.privateKey);
      assert.equal(protectedHeader.alg, alg);
      assert.equal(protectedHeader.enc, enc);
      assert.equal(protectedHeader.cty, 'JWT');
      assert.equal(protectedHeader.kid, keys.kid);
      await assertIdToken(client, new TextDecoder().decode(plaintext), { nonce: request.nonce });
    });
  }
}

test('Registration 2: encryption without a method means A128CBC-HS256', async () => {
  const keys = await keyPair('RSA-OAEP-256', 'enc');
  const client = await register({ jwks: { keys: [keys.jwk] }, id_token_encrypted_response_alg: 'RSA-OAEP-256' });
  assert.equal(client.id_token_encrypted_response_enc, 'A128CBC-HS256');
});

test('Core 10.2: both families are there', () => {
  for (const alg of ['RSA-OAEP-256', 'ECDH-ES']) {
    assert.ok(metadata.id_token_encryption_alg_values_supported.includes(alg), alg);
  }
});
