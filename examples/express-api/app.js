// The notes API: which route wants what. Everything else is in the folder `guards`.

import { once } from 'node:events';

import express from 'express';

import { ACCESS_TOKEN, API_KEY, AccessTokens, ApiKeys, BASIC, Gate, Issuer, Passwords, guarded, openToAll } from './guards/index.js';

const AUDIENCE = process.env.AUDIENCE ?? 'http://localhost:9090';

// What each role may do is the application's own business: the issuer knows the roles, the application what they mean.
const PERMISSIONS = {
  editor: ['reports:read'],
  admin: ['reports:read', 'reports:write'],
};

/** The methods that are configured. A route accepts only those that it names. */
function authenticators({ ISSUER = 'http://localhost:8080', CLIENT_ID, CLIENT_SECRET, METRICS_PASSWORD }) {
  const issuer = new Issuer(ISSUER);
  return {
    [ACCESS_TOKEN]: new AccessTokens(issuer, AUDIENCE),
    ...(CLIENT_ID && { [API_KEY]: new ApiKeys(issuer, AUDIENCE, CLIENT_ID, CLIENT_SECRET) }),
    ...(METRICS_PASSWORD && { [BASIC]: new Passwords({ scraper: METRICS_PASSWORD }) }),
  };
}

const gate = new Gate({ realm: AUDIENCE, authenticators: authenticators(process.env), permissions: PERMISSIONS });
const routes = guarded(express.Router());

routes.get('/', openToAll, (req, res) => {
  res.json({ service: 'notes' });
});

routes.get('/me', gate.guard(), ({ principal }, res) => {
  res.json({
    sub: principal.subject,
    client_id: principal.clientId,
    scope: [...principal.scopes].sort().join(' '),
    roles: [...principal.roles].sort(),
    method: principal.method,
  });
});

routes.get('/notes', gate.guard({ scopes: ['notes:read'], allow: [API_KEY] }), ({ principal }, res) => {
  res.json({ notes: [], for: principal.subject, method: principal.method });
});

routes.post('/notes', gate.guard({ scopes: ['notes:write'] }), ({ principal }, res) => {
  res.status(201).json({ by: principal.subject });
});

routes.get('/editors', gate.guard({ roles: ['admin', 'editor'] }), ({ principal }, res) => {
  res.json({ welcome: principal.subject });
});

routes.get('/reports', gate.guard({ permissions: ['reports:read'] }), ({ principal }, res) => {
  res.json({ reports: [], for: principal.subject });
});

routes.get('/metrics', gate.guard({ only: [BASIC] }), (req, res) => {
  res.type('text/plain; version=0.0.4').send('notes_total 0\n');
});

const [, host, port] = (process.env.LISTEN ?? '127.0.0.1:9090').match(/^(.*):(\d+)$/);
const server = express().disable('x-powered-by').use(routes).listen(Number(port), host);
await once(server, 'listening');
console.log(`http://${host}:${port} serves ${AUDIENCE}`);
