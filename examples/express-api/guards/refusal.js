// Refusals as responses: the status, the challenges (RFC 6750 section 3, RFC 7617), and a JSON body.

import { BASIC } from './principal.js';

const UNAVAILABLE = ['keys_unavailable', 'temporarily_unavailable'];
const FORBIDDEN = ['insufficient_scope', 'insufficient_role', 'insufficient_permission'];
// Nothing was sent, or nothing that a token error could be about: such a client learns only how to authenticate.
const WITHOUT_CODE = ['missing_token', 'wrong_credentials', ...UNAVAILABLE];
// A missing role is `insufficient_scope` too: it means "requires higher privileges".
const CODES = { 400: 'invalid_request', 401: 'invalid_token', 403: 'insufficient_scope' };

/** None of its texts ever holds a token, a key or a password. */
export class Refusal extends Error {
  /**
   * @param {string} reason a stable word
   * @param {string} description for the client's developer
   * @param {{ detail?: string, scope?: string, retryAfter?: number }} more `detail` is for the log of the API
   */
  constructor(reason, description, { detail = '', scope, retryAfter } = {}) {
    super(description);
    Object.assign(this, { reason, detail, scope, retryAfter });
  }

  get status() {
    if (UNAVAILABLE.includes(this.reason)) return 503;
    if (this.reason === 'invalid_request') return 400;
    return FORBIDDEN.includes(this.reason) ? 403 : 401;
  }

  /** The registered code, where there is one. */
  get code() {
    return WITHOUT_CODE.includes(this.reason) ? undefined : CODES[this.status];
  }

  /**
   * Answers for an API of this name, at a route that accepts these methods.
   *
   * @param {import('express').Response} res
   * @param {string} realm
   * @param {string[]} methods
   */
  send(res, realm, methods) {
    res.status(this.status).set('Cache-Control', 'no-store');
    // A 503 is not the client's fault: it waits, and need not authenticate anew.
    if (this.retryAfter !== undefined) res.set('Retry-After', String(this.retryAfter));
    else res.set('WWW-Authenticate', this.#challenges(realm, methods));
    const error = this.status === 503 ? 'temporarily_unavailable' : (this.code ?? this.reason);
    res.json({ error, error_description: this.message, reason: this.reason });
  }

  #challenges(realm, methods) {
    const bearer = {
      realm,
      error: this.code,
      error_description: this.code && this.message,
      scope: this.scope,
    };
    return [
      ...(methods.some((method) => method !== BASIC) ? [`Bearer ${parameters(bearer)}`] : []),
      ...(methods.includes(BASIC) ? [`Basic ${parameters({ realm, charset: 'UTF-8' })}`] : []),
    ];
  }
}

/** RFC 6750 section 3 allows printable ASCII without `"` and `\`; anything else would break the header. */
function parameters(named) {
  return Object.entries(named)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}="${value.replace(/[^ !#-[\]-~]/g, '?')}"`)
    .join(', ');
}
