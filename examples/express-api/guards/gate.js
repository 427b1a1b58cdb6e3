// The gate of an API: it finds the credentials of a request, asks who has them, and checks what the route demands.

import { isApiKey } from './api-key.js';
import { ACCESS_TOKEN, API_KEY, BASIC } from './principal.js';
import { Refusal } from './refusal.js';
import { asGuard } from './routes.js';

const WORDS = { [ACCESS_TOKEN]: 'an access token', [API_KEY]: 'an API key', [BASIC]: 'a name and password' };

/**
 * What a route demands: all of it. By default any access token for this API, and nothing else.
 *
 * @typedef {object} Demand
 * @property {string[]} [scopes]
 * @property {string[]} [roles]
 * @property {string[]} [permissions] which the application derives from roles
 * @property {string[]} [allow] methods that will do beside an access token
 * @property {string[]} [only] the methods, instead of an access token
 */

/** Holds one authenticator for each method, and the permissions that the application's roles imply. */
export class Gate {
  #realm;
  #authenticators;
  #permissions;

  /**
   * @param {object} parts
   * @param {string} parts.realm
   * @param {Record<string, { authenticate(credentials: string): Promise<import('./principal.js').Principal> }>} parts.authenticators
   * @param {Record<string, string[]>} [parts.permissions] by role
   */
  constructor({ realm, authenticators, permissions = {} }) {
    this.#realm = realm;
    this.#authenticators = new Map(Object.entries(authenticators));
    this.#permissions = new Map(Object.entries(permissions));
  }

  /**
   * A handler that lets those through who meet the demand; the next ones find them as `req.principal`.
   *
   * @param {Demand} demand
   */
  guard({ scopes = [], roles = [], permissions = [], allow = [], only = [ACCESS_TOKEN, ...allow] } = {}) {
    return asGuard(async (req, res, next) => {
      try {
        const principal = await this.#authenticate(req, only);
        check('scope', scopes, principal.scopes);
        check('role', roles, principal.roles);
        check('permission', permissions, principal.permissions);
        req.principal = principal;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        console.info(`refused ${JSON.stringify(req.path)}: ${error.reason} ${error.detail || error.message}`);
        error.send(res, this.#realm, only);
        return;
      }
      next();
    });
  }

  async #authenticate(req, methods) {
    const [method, credentials] = carried(req);
    if (!methods.includes(method)) throw new Refusal('method_refused', `${WORDS[method]} is not accepted here`);
    const authenticator = this.#authenticators.get(method);
    if (!authenticator) throw missing();
    const principal = await authenticator.authenticate(credentials);
    const implied = [...principal.roles].flatMap((role) => this.#permissions.get(role) ?? []);
    return { ...principal, permissions: new Set([...principal.permissions, ...implied]) };
  }
}

/** The method and the credentials of a request: it carries them in one place (RFC 6750 section 2). */
function carried(req) {
  const { authorization: headers = [], 'x-api-key': keys = [] } = req.headersDistinct;
  if (headers.length + keys.length === 0) throw missing();
  if (headers.length > 1) throw ambiguous('there is more than one Authorization header');
  if (headers.length + keys.length > 1) throw ambiguous('there is an API key beside the Authorization header');
  // What a query says ends in logs and histories. Alone it is not read (RFC 9700 section 4.3.2).
  if (new URL(req.originalUrl, 'http://api').searchParams.has('access_token')) {
    throw ambiguous('there is a second access token in the query');
  }
  if (keys.length === 1) return [API_KEY, keys[0]];
  const [, scheme, credentials] = headers[0].match(/^(\S*) *(.*)$/);
  if (scheme.toLowerCase() === 'basic') return [BASIC, credentials];
  if (scheme.toLowerCase() !== 'bearer') throw missing();
  return [isApiKey(credentials) ? API_KEY : ACCESS_TOKEN, credentials];
}

function check(kind, needed, held) {
  if (needed.every((name) => held.has(name))) return;
  const more = kind === 'scope' ? { scope: needed.join(' ') } : {};
  throw new Refusal(`insufficient_${kind}`, words(kind, needed), more);
}

function words(kind, needed) {
  if (needed.length === 1) return `the ${kind} ${needed[0]} is required`;
  return `the ${kind}s ${needed.slice(0, -1).join(', ')} and ${needed.at(-1)} are required`;
}

function missing() {
  return new Refusal('missing_token', 'an access token is required');
}

function ambiguous(words) {
  return new Refusal('invalid_request', words);
}
