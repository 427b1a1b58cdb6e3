// Checks of what was issued, with a third library (jose) and nothing of ours.

import './peer.mjs';

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { createRemoteJWKSet, jwtVerify } from 'jose';

export async function assertIdToken(as, token, { clientId, nonce, accessToken, subject }) {
  const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(as.jwks_uri)), {
    issuer: as.issuer,
    audience: clientId,
    algorithms: ['RS256'],
    requiredClaims: ['sub', 'exp', 'iat', 'auth_time'],
  });
  assert.ok(protectedHeader.kid, 'the header names its key');
  if (nonce !== undefined) assert.equal(payload.nonce, nonce);
  if (subject !== undefined) assert.equal(payload.sub, subject);
  // OpenID Connect Core 1.0 section 3.1.3.6: the left half of the hash of the access token.
  const half = createHash('sha256').update(accessToken).digest().subarray(0, 16);
  assert.equal(payload.at_hash, half.toString('base64url'));
  return payload;
}

/** RFC 9068 section 4. */
export async function assertAccessToken(as, token, { audience, clientId }) {
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(as.jwks_uri)), {
    issuer: as.issuer,
    audience,
    typ: 'at+jwt',
    algorithms: ['RS256'],
    requiredClaims: ['sub', 'exp', 'iat', 'jti', 'client_id'],
  });
  assert.equal(payload.client_id, clientId);
  return payload;
}

/** What a library threw, as the refusal that the server sent: status and RFC 6749 section 5.2 code. */
export async function refusal(promise) {
  try {
    await promise;
  } catch (thrown) {
    const error = [thrown, thrown.cause].find((each) => each?.response ?? each?.error) ?? thrown;
    if (typeof error.error === 'string') return { status: error.status, error: error.error };
    // A 401 with a challenge: the library leaves the body unread.
    if (error.response) return { status: error.status, error: (await error.response.json()).error };
    throw thrown;
  }
  return assert.fail('it was granted');
}
