// Names and passwords (RFC 7617), for what cannot do better: a scraper of metrics, for instance.

import { createHash, timingSafeEqual } from 'node:crypto';

import { BASIC, principal } from './principal.js';
import { Refusal } from './refusal.js';

const UNKNOWN = Buffer.alloc(32);

/** A few names with long random passwords. People belong to the issuer, which slows guessing down. */
export class Passwords {
  #digests;

  /** @param {Record<string, string>} passwords by name */
  constructor(passwords) {
    this.#digests = new Map(Object.entries(passwords).map(([name, password]) => [name, digest(password)]));
  }

  /**
   * Whoever has this name and its password.
   *
   * @param {string} credentials
   */
  async authenticate(credentials) {
    const text = Buffer.from(credentials, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 0) throw new Refusal('invalid_request', 'the Basic credentials are malformed');
    const [name, password] = [text.slice(0, colon), text.slice(colon + 1)];
    // An unknown name costs as much as a known one; the hashes have one length.
    if (timingSafeEqual(this.#digests.get(name) ?? UNKNOWN, digest(password))) return principal(BASIC, name);
    throw new Refusal('wrong_credentials', 'the name or the password is wrong');
  }
}

function digest(password) {
  return createHash('sha256').update(password).digest();
}
