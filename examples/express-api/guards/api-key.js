// API keys: the issuer is asked about each (RFC 7662), and its answer is kept for a moment.

import { createHash } from 'node:crypto';

import { IssuerUnreachable } from './issuer.js';
import { API_KEY, principalOf } from './principal.js';
import { Refusal } from './refusal.js';

const FORM = /^csk_[0-9A-Za-z]{46}$/;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM_LENGTH = 6;
// So long a key that was revoked may still be accepted.
const KEPT_MS = 30_000;
const KEPT_ANSWERS = 10_000;

/**
 * Whether this is meant as an API key; it may be misspelt.
 *
 * @param {string} text
 */
export function isApiKey(text) {
  return text.startsWith('csk_');
}

/**
 * Whether the form and the checksum are right: a typo is found without asking anybody.
 *
 * @param {string} text
 */
export function isWellFormed(text) {
  if (!FORM.test(text)) return false;
  let number = crc32(text.slice(0, -CHECKSUM_LENGTH));
  let checksum = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    checksum = DIGITS[number % DIGITS.length] + checksum;
    number = Math.floor(number / DIGITS.length);
  }
  return text.endsWith(checksum);
}

/** The API keys of one issuer for one API, which asks as this client (`client create --introspects`). */
export class ApiKeys {
  #issuer;
  #audience;
  #authorization;
  #answers = new Map();

  /**
   * @param {import('./issuer.js').Issuer} issuer
   * @param {string} audience
   * @param {string} clientId
   * @param {string} clientSecret
   */
  constructor(issuer, audience, clientId, clientSecret) {
    this.#issuer = issuer;
    this.#audience = audience;
    // RFC 6749 section 2.3.1: both are form-encoded before they become a name and password.
    const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
    this.#authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  }

  /**
   * Whoever the key belongs to.
   *
   * @param {string} text
   */
  async authenticate(text) {
    if (!isWellFormed(text)) throw new Refusal('malformed_api_key', 'the API key is malformed');
    // The key itself is not kept.
    const name = createHash('sha256').update(text).digest('base64');
    const kept = this.#answers.get(name);
    const { principal } = kept && Date.now() < kept.until ? kept : this.#keep(name, await this.#ask(text));
    if (principal) return principal;
    throw new Refusal('token_inactive', 'the token is not active');
  }

  async #ask(text) {
    try {
      return await this.#issuer.introspect(text, this.#authorization);
    } catch (error) {
      if (!(error instanceof IssuerUnreachable)) throw error;
      const more = { detail: error.message, retryAfter: 5 };
      throw new Refusal('temporarily_unavailable', 'the issuer cannot be reached', more);
    }
  }

  /** An answer about something else than a key of this issuer for this API is none. */
  #isGood({ active, token_type, iss, aud, sub, exp }) {
    return (
      active === true &&
      token_type === API_KEY &&
      iss === this.#issuer.url &&
      [aud].flat().includes(this.#audience) &&
      typeof sub === 'string' &&
      Number.isSafeInteger(exp) &&
      Date.now() < exp * 1000
    );
  }

  #keep(name, claims) {
    const good = this.#isGood(claims);
    const answer = {
      principal: good ? principalOf(API_KEY, claims) : null,
      until: Math.min(Date.now() + KEPT_MS, good ? claims.exp * 1000 : Infinity),
    };
    // A map remembers the order in which its entries came: the first is the oldest.
    this.#answers.delete(name);
    this.#answers.set(name, answer);
    if (this.#answers.size > KEPT_ANSWERS) this.#answers.delete(this.#answers.keys().next().value);
    return answer;
  }
}

/** CRC-32 as of IEEE 802.3; zlib.crc32 is not in Node 18. */
function crc32(text) {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
