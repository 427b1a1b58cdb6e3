// An ID token, held to all that OpenID Connect Core 1.0 says of it (sections 2, 3.1.3.7, 3.2.2.11 and 3.3.2.11).

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { jwtVerify } from 'jose';

import { issuer, keys } from './op.mjs';

const HASH = { ES384: 'sha384', EdDSA: 'sha512' };

/** `expected`: the nonce of the request, and the code and the access token that came with it. Its claims. */
export async function assertIdToken(client, token, expected = {}) {
  assert.ok(token, 'there is an ID token');
  const algorithm = client.id_token_signed_response_alg ?? 'RS256';
  const key = algorithm === 'HS256' ? new TextEncoder().encode(client.client_secret) : await keys();
  const { payload, protectedHeader } = await jwtVerify(token, key, {
    issuer,
    audience: client.client_id,
    algorithms: [algorithm],
    requiredClaims: ['sub', 'exp', 'iat'],
  });
  if (algorithm !== 'HS256') assert.ok(protectedHeader.kid, 'the header names its key');
  assert.equal(typeof payload.sub, 'string');
  assert.ok(payload.sub.length <= 255);
  for (const time of ['exp', 'iat', 'auth_time']) {
    if (payload[time] !== undefined) assert.ok(Number.isInteger(payload[time]), `${time} is a number`);
  }
  if (payload.azp !== undefined) assert.equal(payload.azp, client.client_id);
  assert.equal(payload.nonce, expected.nonce);
  assertHash(payload.at_hash, expected.accessToken, algorithm, 'at_hash');
  assertHash(payload.c_hash, expected.code, algorithm, 'c_hash');
  return payload;
}

/** The left half of a hash, which has to be there with what it is of, and may be absent without. */
function assertHash(found, of, algorithm, name) {
  if (of === undefined) return;
  const digest = createHash(HASH[algorithm] ?? 'sha256').update(of).digest();
  assert.equal(found, digest.subarray(0, digest.length / 2).toString('base64url'), name);
}
