// Tokens that an API must judge, as data: what each is, and the reason why it is refused, or that it is accepted.

import { KEYS } from './issuer.mjs';

const seconds = () => Math.floor(Date.now() / 1000);
const ago = (time) => seconds() - time;
const ahead = (time) => seconds() + time;
const PEM = ({ publicKey }) => publicKey.export({ type: 'spki', format: 'pem' });
const JWK = ({ publicKey }) => JSON.stringify(publicKey.export({ format: 'jwk' }));

/** The same token with one bit changed: of its payload (1) or of its signature (2). */
export function tampered(token, place) {
  const parts = token.split('.');
  const bytes = Buffer.from(parts[place], 'base64url');
  bytes[bytes.length - 3] ^= 1;
  parts[place] = bytes.toString('base64url');
  return parts.join('.');
}

/** Each is forged anew for the issuer that an API trusts (`issuer`), with what `forge` of issuer.mjs takes. */
export const FORGERIES = [
  { says: 'a good token', token: () => ({}), accepted: true },
  { says: 'the media type spelt out', token: () => ({ header: { typ: 'application/at+jwt' } }), accepted: true },
  { says: 'several audiences, ours among them', token: ({ aud }) => ({ payload: { aud: ['urn:other', aud] } }), accepted: true },
  { says: 'a header that names keys elsewhere beside a good kid', token: ({ iss }) => ({ header: { jku: `${iss}/evil` } }), accepted: true },

  { says: 'an ID token by its type', token: () => ({ header: { typ: 'JWT' } }), refused: 'wrong_token_type' },
  { says: 'no type', token: () => ({ header: { typ: undefined } }), refused: 'wrong_token_type' },
  { says: 'a logout token', token: () => ({ header: { typ: 'logout+jwt' } }), refused: 'wrong_token_type' },

  { says: 'no signature', token: () => ({ header: { alg: 'none' } }), refused: 'algorithm_refused' },
  { says: 'no signature, spelt otherwise', token: () => ({ header: { alg: 'nOnE' } }), refused: 'algorithm_refused' },
  { says: 'HS256 with the public key as PEM', token: () => ({ header: { alg: 'HS256' }, secret: PEM }), refused: 'algorithm_refused' },
  { says: 'HS256 with the public key as JWK', token: () => ({ header: { alg: 'HS256' }, secret: JWK }), refused: 'algorithm_refused' },
  { says: 'RS384 with the right key', token: () => ({ header: { alg: 'RS384' } }), refused: 'algorithm_refused' },
  { says: 'PS256 with the right key', token: () => ({ header: { alg: 'PS256' } }), refused: 'algorithm_refused' },

  { says: 'no kid', token: () => ({ header: { kid: undefined } }), refused: 'unknown_key' },
  { says: 'an unknown kid', token: () => ({ header: { kid: 'unknown' } }), refused: 'unknown_key' },
  { says: 'a kid that is a path', token: () => ({ header: { kid: '../../etc/passwd' } }), refused: 'unknown_key' },
  { says: 'a kid of a language', token: () => ({ header: { kid: '__proto__' } }), refused: 'unknown_key' },
  { says: 'its own key in the header', token: foreign, refused: 'unknown_key' },
  { says: 'a key for encryption', token: () => ({ header: { kid: 'encryption' }, key: KEYS.encryption }), refused: 'unknown_key' },
  { says: 'a key of 1024 bits', token: () => ({ header: { kid: 'small' }, key: KEYS.small }), refused: 'unknown_key' },
  { says: 'a kid that two keys share', token: () => ({ header: { kid: 'twin' } }), refused: 'unknown_key' },

  { says: 'a foreign key under a good kid', token: () => ({ key: KEYS.foreign }), refused: 'bad_signature' },
  { says: 'a changed payload', token: () => ({ after: (token) => tampered(token, 1) }), refused: 'bad_signature' },
  { says: 'a changed signature', token: () => ({ after: (token) => tampered(token, 2) }), refused: 'bad_signature' },
  { says: 'its signature cut off', token: () => ({ after: (token) => token.replace(/[^.]*$/, '') }), refused: 'bad_signature' },

  { says: 'an expired one', token: () => ({ payload: { exp: ago(120) } }), refused: 'token_expired' },
  { says: 'one that is not valid yet', token: () => ({ payload: { nbf: ahead(120) } }), refused: 'token_not_yet_valid' },
  { says: 'one from the future', token: () => ({ payload: { iat: ahead(120) } }), refused: 'token_not_yet_valid' },
  ...['iss', 'aud', 'sub', 'client_id', 'jti', 'iat', 'exp'].map((claim) => ({
    says: `no ${claim}`,
    token: () => ({ payload: { [claim]: undefined } }),
    refused: 'invalid_claim',
  })),
  { says: 'an exp that is text', token: () => ({ payload: { exp: '9999999999' } }), refused: 'invalid_claim' },
  { says: 'an exp that is true', token: () => ({ payload: { exp: true } }), refused: 'invalid_claim' },
  { says: 'a scope that is a list', token: () => ({ payload: { scope: ['notes:read'] } }), refused: 'invalid_claim' },
  { says: 'roles that are text', token: () => ({ payload: { roles: 'admin editor' } }), refused: 'invalid_claim' },
  { says: 'another issuer', token: () => ({ payload: { iss: 'https://evil.example' } }), refused: 'wrong_issuer' },
  { says: 'our issuer with a slash', token: ({ iss }) => ({ payload: { iss: `${iss}/` } }), refused: 'wrong_issuer' },
  { says: 'another audience', token: () => ({ payload: { aud: 'urn:other' } }), refused: 'wrong_audience' },
  { says: 'an audience that begins as ours', token: ({ aud }) => ({ payload: { aud: `${aud}/` } }), refused: 'wrong_audience' },
  { says: 'one bound to its sender', token: () => ({ payload: { cnf: { jkt: 'A'.repeat(43) } } }), refused: 'sender_constrained_token' },

  { says: 'an extension that is critical', token: () => ({ header: { crit: ['x'], x: 1 } }), refused: 'malformed_token' },
  { says: 'a payload that is not encoded', token: () => ({ header: { b64: false, crit: ['b64'] } }), refused: 'malformed_token' },
  { says: 'a compressed payload', token: () => ({ header: { zip: 'DEF' } }), refused: 'malformed_token' },
  { says: 'a kid that is a number', token: () => ({ header: { kid: 1 } }), refused: 'malformed_token' },
  { says: 'a payload that is a list', token: () => ({ payload: '[]' }), refused: 'malformed_token' },
  { says: 'a payload that is not JSON', token: () => ({ payload: 'notes' }), refused: 'malformed_token' },
  { says: 'four parts', token: () => ({ after: (token) => `${token}.AA` }), refused: 'malformed_token' },
  { says: 'five parts, as an encrypted one', token: () => ({ after: (token) => `${token}.AA.AA` }), refused: 'malformed_token' },
];

/** Whoever forges a token writes its header, too. */
function foreign({ iss }) {
  const jwk = KEYS.foreign.publicKey.export({ format: 'jwk' });
  return { header: { kid: 'mine', jwk, jku: `${iss}/evil`, x5u: `${iss}/evil` }, key: KEYS.foreign };
}
