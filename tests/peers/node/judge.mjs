// jose as a judge: `node judge.mjs ISSUER AUDIENCE`, with the lines of verifier/examples/judge.rs.

import { webcrypto } from 'node:crypto';
import { createInterface } from 'node:readline';

import { createLocalJWKSet, jwtVerify } from 'jose';

// Node 18 has Web Crypto, but not as a global.
globalThis.crypto ??= webcrypto;

const [issuer, audience] = process.argv.slice(2);
const RULES = {
  issuer,
  audience,
  typ: 'at+jwt',
  algorithms: ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'],
  requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub', 'client_id', 'jti'],
  clockTolerance: 5,
};
let keys;

for await (const line of createInterface(process.stdin)) {
  const question = JSON.parse(line);
  console.log(JSON.stringify(await judge(question)));
}

async function judge({ keys: text, token }) {
  if (text !== undefined) keys = read(text);
  if (!keys) return { refused: 'key set' };
  try {
    const { payload } = await jwtVerify(token, keys, RULES);
    return { accepted: payload.sub };
  } catch (error) {
    return { refused: typeof error.code === 'string' ? error.code : error.name };
  }
}

function read(text) {
  try {
    return createLocalJWKSet(JSON.parse(text));
  } catch {
    return null;
  }
}
