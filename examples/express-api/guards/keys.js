// The issuer's keys: fetched when needed, kept, and never fetched at the whim of who forges tokens. jose's own
// createRemoteJWKSet bounds what unknown keys cause, too, but refuses all tokens while the issuer is down.

import { importJWK } from 'jose';

import { Refusal } from './refusal.js';

// A set is renewed after this, so that a key that the issuer withdrew is refused from then on.
const FRESH_MS = 300_000;
// A set that could not be renewed is used until then.
const USABLE_MS = 24 * 3600_000;
// After a fetch that an unknown `kid` caused, or that failed, there is no other one for so long.
const PAUSE_MS = 30_000;
const MAX_KEYS = 100;
const MIN_BITS = 2048;

/** The RS256 keys of one issuer by `kid`. */
export class Keys {
  #held = new Map();
  #fetchedAt = -Infinity;
  #pauseEnds = -Infinity;
  #fetching;

  /** @param {import('./issuer.js').Issuer} issuer */
  constructor(issuer) {
    this.issuer = issuer;
  }

  /**
   * The key of this name, from the issuer if need be.
   *
   * @param {string} kid
   */
  async find(kid) {
    await this.#freshen();
    if (!this.#held.has(kid)) await this.#seek();
    const key = this.#held.get(kid);
    if (key) return key;
    const detail = `kid is ${JSON.stringify(kid.slice(0, 200))}`;
    throw new Refusal('unknown_key', 'the token is signed with an unknown key', { detail });
  }

  /** Renews an old set. Requests wait for that only if there is nothing that they may use. */
  async #freshen() {
    if (this.#age < FRESH_MS) return;
    const fetching = this.#fetch();
    if (this.#age < USABLE_MS) return;
    await fetching;
    if (this.#age < USABLE_MS) return;
    const retryAfter = Math.max(1, Math.round((this.#pauseEnds - performance.now()) / 1000));
    throw new Refusal('keys_unavailable', 'the keys of the issuer cannot be reached', { retryAfter });
  }

  /** Looks for a key that is not in the set. All that look at once wait for one fetch. */
  async #seek() {
    const fetching = this.#fetch();
    if (this.#fetching) this.#pauseEnds = performance.now() + PAUSE_MS;
    await fetching;
  }

  /** Joins the fetch under way, or begins one; nothing during a pause. */
  #fetch() {
    if (!this.#fetching && performance.now() >= this.#pauseEnds) {
      this.#fetching = this.#load().finally(() => (this.#fetching = undefined));
    }
    return this.#fetching;
  }

  async #load() {
    try {
      this.#held = await usable(await this.issuer.keySet());
      this.#fetchedAt = performance.now();
    } catch (error) {
      this.#pauseEnds = performance.now() + PAUSE_MS;
      console.warn(`the keys of the issuer could not be fetched: ${error.message}`);
    }
  }

  get #age() {
    return performance.now() - this.#fetchedAt;
  }
}

/** The keys that may verify an access token. One that cannot be used never takes the good ones along. */
async function usable({ keys: members }) {
  if (!Array.isArray(members) || members.length > MAX_KEYS) throw new Error('what it publishes is not a JWK set');
  const imported = await Promise.all(members.map(usableKey));
  const named = new Map();
  const ambiguous = new Set();
  for (const [kid, key] of imported.filter(Boolean)) {
    // Which of two keys of one name signed a token cannot be told.
    if (named.has(kid)) ambiguous.add(kid);
    named.set(kid, key);
  }
  for (const kid of ambiguous) named.delete(kid);
  return named;
}

async function usableKey(member) {
  const { kty, kid, n, e, use = 'sig', alg = 'RS256' } = member ?? {};
  if (kty !== 'RSA' || use !== 'sig' || alg !== 'RS256' || typeof kid !== 'string') return null;
  const key = await importJWK({ kty, n, e }, 'RS256').catch(() => null);
  return key?.algorithm.modulusLength >= MIN_BITS ? [kid, key] : null;
}
