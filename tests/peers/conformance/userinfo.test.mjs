// UserInfo: asked in every way, answered as JSON, signed or encrypted.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compactDecrypt, jwtVerify } from 'jose';

import { register } from './harness/client.mjs';
import { keyPair } from './harness/keys.mjs';
import { issuer, keys, metadata } from './harness/op.mjs';
import { Person } from './harness/person.mjs';

for (const how of ['header', 'header of a POST', 'body of a POST']) {
  test(`Core 5.3.1 (userinfo-get, post-header, post-body): the token in the ${how}`, async () => {
    const client = await register();
    const { tokens } = await client.signIn(new Person());
    const { status, body, text } = await client.userinfo(tokens.access_token, how);
    assert.equal(status, 200, text);
    assert.equal(body.sub, JSON.parse(atob(tokens.id_token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).sub);
  });
}

test('Core 5.3.3: a token that is none is refused by a challenge', async () => {
  const client = await register();
  const { tokens } = await client.signIn(new Person());
  assert.equal((await client.userinfo(tokens.access_token)).status, 200);
  for (const wrong of [`${tokens.access_token}x`, tokens.id_token, 'none']) {
    const { status, headers } = await client.userinfo(wrong);
    assert.equal(status, 401);
    assert.match(headers.get('www-authenticate'), /^Bearer .*error="invalid_token"/);
  }
});

test('RFC 6750 3.1: no token at all is a challenge without an error', async () => {
  const answer = await fetch(metadata.userinfo_endpoint);
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get('www-authenticate'), /^Bearer/i);
  assert.doesNotMatch(answer.headers.get('www-authenticate'), /error=/);
  await answer.body.cancel();
});

test('RFC 6750 2: a token in the query is none', async () => {
  const client = await register();
  const { tokens } = await client.signIn(new Person());
  const url = new URL(metadata.userinfo_endpoint);
  url.searchParams.set('access_token', tokens.access_token);
  const answer = await fetch(url);
  assert.ok([400, 401].includes(answer.status), String(answer.status));
  await answer.body.cancel();
});

for (const algorithm of metadata.userinfo_signing_alg_values_supported ?? []) {
  if (algorithm === 'none') continue;
  test(`Core 5.3.2: signed by ${algorithm}`, async () => {
    const client = await register({ userinfo_signed_response_alg: algorithm });
    const { tokens } = await client.signIn(new Person());
    const { status, headers, text } = await client.userinfo(tokens.access_token);
    assert.equal(status, 200, text);
    assert.match(headers.get('content-type'), /^application\/jwt\b/);
    const key = algorithm === 'HS256' ? new TextEncoder().encode(client.client_secret) : await keys();
    const { payload } = await jwtVerify(text, key, { issuer, audience: client.client_id, algorithms: [algorithm] });
    assert.ok(payload.sub);
  });
}

for (const alg of metadata.userinfo_encryption_alg_values_supported ?? []) {
  for (const signed of [undefined, 'RS256']) {
    test(`Core 5.3.2: encrypted by ${alg}${signed ? `, signed by ${signed} within` : ''}`, async () => {
      const pair = await keyPair(alg, 'enc');
      const client = await register({
        jwks: { keys: [pair.jwk] },
        userinfo_signed_response_alg: signed,
        userinfo_encrypted_response_alg: alg,
      });
      const { tokens } = await client.signIn(new Person());
      const { headers, text } = await client.userinfo(tokens.access_token);
      assert.match(headers.get('content-type'), /^application\/jwt\b/);
      const { plaintext, protectedHeader } = await compactDecrypt(text, pair.privateKey);
      assert.equal(protectedHeader.enc, 'A128CBC-HS256');
      const inside = new TextDecoder().decode(plaintext);
      if (signed) await jwtVerify(inside, await keys(), { issuer, audience: client.client_id });
      else assert.ok(JSON.parse(inside).sub);
    });
  }
}
