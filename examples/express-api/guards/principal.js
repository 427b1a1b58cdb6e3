// Who makes a request, however that was established.

export const ACCESS_TOKEN = 'access_token';
export const API_KEY = 'api_key';
export const BASIC = 'basic';

/**
 * What every handler finds as `req.principal`. An API key and a password have no client.
 *
 * @typedef {object} Principal
 * @property {string} subject the person, or the client itself where there is no person
 * @property {string} method how they were authenticated: one of the names above
 * @property {string | null} clientId
 * @property {ReadonlySet<string>} scopes
 * @property {ReadonlySet<string>} roles
 * @property {ReadonlySet<string>} permissions
 */

/**
 * Somebody of whom little more than the name is known.
 *
 * @param {string} method
 * @param {string} subject
 * @param {Partial<Principal>} more
 * @returns {Principal}
 */
export function principal(method, subject, more = {}) {
  const none = { clientId: null, scopes: new Set(), roles: new Set(), permissions: new Set() };
  return Object.freeze({ ...none, ...more, subject, method });
}

/**
 * Of the claims of a token, or of what introspection says: they have the same names (RFC 9068, RFC 7662).
 *
 * @param {string} method
 * @param {Record<string, any>} claims
 */
export function principalOf(method, claims) {
  return principal(method, claims.sub, {
    clientId: claims.client_id ?? null,
    scopes: new Set((claims.scope ?? '').split(' ').filter(Boolean)),
    roles: new Set(claims.roles ?? []),
  });
}
