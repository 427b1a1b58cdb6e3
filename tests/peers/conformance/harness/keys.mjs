// Key pairs of clients.

import { randomBytes } from 'node:crypto';

import { exportJWK, generateKeyPair } from 'jose';

/** A pair for an algorithm of JOSE; `jwk` is what a client publishes of it. */
export async function keyPair(alg, use = 'sig') {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true, crv: curve(alg) });
  const kid = randomBytes(6).toString('hex');
  return { alg, kid, publicKey, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use, alg } };
}

function curve(alg) {
  return { 'ECDH-ES': 'P-256', EdDSA: 'Ed25519' }[alg];
}
