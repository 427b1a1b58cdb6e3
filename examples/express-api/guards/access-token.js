// JWT access tokens (RFC 9068), judged with jose: what it does not do by itself stands here.

import { webcrypto } from 'node:crypto';

import { decodeProtectedHeader, jwtVerify } from 'jose';

import { Keys } from './keys.js';
import { ACCESS_TOKEN, principalOf } from './principal.js';
import { Refusal } from './refusal.js';

// Node 18 has Web Crypto, but not as a global.
globalThis.crypto ??= webcrypto;

const ALGORITHMS = ['RS256'];
const TYPES = ['at+jwt', 'application/at+jwt'];
const MAX_LENGTH = 16 * 1024;
// Seconds by which the clocks of issuer and API may differ.
const LEEWAY = 30;
const REQUIRED = ['iss', 'aud', 'sub', 'client_id', 'jti', 'iat', 'exp'];

/** The access tokens of one issuer for one API. */
export class AccessTokens {
  #keys;
  #options;

  /**
   * @param {import('./issuer.js').Issuer} issuer
   * @param {string} audience
   */
  constructor(issuer, audience) {
    this.#keys = new Keys(issuer);
    // Fixed here, never by the token. What a header names beside these (`jku`, `x5u`, `jwk`) is not even read.
    this.#options = {
      algorithms: ALGORITHMS,
      issuer: issuer.url,
      audience,
      requiredClaims: REQUIRED,
      clockTolerance: LEEWAY,
    };
  }

  /**
   * Whoever the token was issued for; first its header, then its signature, then its claims.
   *
   * @param {string} token
   */
  async authenticate(token) {
    if (token.length > MAX_LENGTH) throw new Refusal('token_too_long', 'the token is too long');
    const key = await this.#keys.find(kid(token));
    const { payload } = await jwtVerify(token, key, this.#options).catch((error) => {
      throw refusal(error);
    });
    check(payload);
    return principalOf(ACCESS_TOKEN, payload);
  }
}

/** The name of the key, if the header is one of an access token. */
function kid(token) {
  const header = read(token);
  const { typ = '', alg = '', kid = '' } = header;
  if ([typ, alg, kid].some((value) => typeof value !== 'string')) {
    throw malformed('its header has a member of a wrong type');
  }
  if (['crit', 'b64', 'zip'].some((name) => Object.hasOwn(header, name))) {
    throw malformed('its header asks for an extension');
  }
  // RFC 9068 section 4: so that an ID token is not taken for one.
  if (!TYPES.includes(typ.toLowerCase())) {
    throw new Refusal('wrong_token_type', 'the token is not an access token', { detail: said('typ', typ) });
  }
  if (!ALGORITHMS.includes(alg)) {
    const words = 'the token is signed with an algorithm that is not allowed';
    throw new Refusal('algorithm_refused', words, { detail: said('alg', alg) });
  }
  return kid;
}

function read(token) {
  try {
    if (token.split('.').length === 3) return decodeProtectedHeader(token);
  } catch {
    // It is malformed, too.
  }
  throw malformed('it is not a signed JWT');
}

function check({ sub, client_id, jti, iat, scope = '', roles = [], cnf }) {
  for (const [name, value] of Object.entries({ sub, client_id, jti })) {
    if (typeof value !== 'string' || value === '') throw invalid(name);
  }
  if (typeof scope !== 'string') throw invalid('scope');
  if (!Array.isArray(roles) || roles.some((role) => typeof role !== 'string')) throw invalid('roles');
  if (iat > Date.now() / 1000 + LEEWAY) throw notYetValid('iat', iat);
  // RFC 9449 section 7.1: to take a bound token as a bearer token would undo the binding.
  if (cnf !== undefined) {
    const words = 'the token is bound to its sender and cannot be used as a bearer token';
    throw new Refusal('sender_constrained_token', words);
  }
}

/** What jose found, in the words of this API. */
function refusal({ code, claim, reason, payload }) {
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') {
    return new Refusal('bad_signature', 'the signature of the token is wrong');
  }
  if (code === 'ERR_JWT_EXPIRED') {
    return new Refusal('token_expired', 'the token has expired', { detail: said('exp', payload.exp) });
  }
  if (code !== 'ERR_JWT_CLAIM_VALIDATION_FAILED') return malformed('its payload is not a JSON object');
  const detail = said(claim, payload[claim]);
  if (reason !== 'check_failed') return invalid(claim);
  if (claim === 'iss') return new Refusal('wrong_issuer', 'the token is from another issuer', { detail });
  if (claim === 'aud') return new Refusal('wrong_audience', 'the token is for another audience', { detail });
  return claim === 'nbf' ? notYetValid(claim, payload[claim]) : invalid(claim);
}

function notYetValid(claim, value) {
  return new Refusal('token_not_yet_valid', 'the token is not valid yet', { detail: said(claim, value) });
}

function invalid(claim) {
  return new Refusal('invalid_claim', `the claim ${claim} is missing or malformed`);
}

function malformed(why) {
  return new Refusal('malformed_token', `the token is malformed: ${why}`);
}

function said(name, value) {
  return `${name} is ${JSON.stringify(value)?.slice(0, 200)}`;
}
