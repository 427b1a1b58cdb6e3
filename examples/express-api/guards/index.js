/**
 * Guards for Express: who calls, and may they? A folder to copy into an API behind Countersign.
 *
 *     const gate = new Gate({ realm: AUDIENCE, authenticators: { [ACCESS_TOKEN]: new AccessTokens(issuer, AUDIENCE) } });
 *     const routes = guarded(express.Router());
 *     routes.get('/editors', gate.guard({ roles: ['admin', 'editor'] }), handler);
 *
 * A route without a guard is refused when it is added.
 */

export { AccessTokens } from './access-token.js';
export { ApiKeys } from './api-key.js';
export { Passwords } from './basic.js';
export { Gate } from './gate.js';
export { Issuer } from './issuer.js';
export { ACCESS_TOKEN, API_KEY, BASIC } from './principal.js';
export { Refusal } from './refusal.js';
export { guarded, openToAll } from './routes.js';
