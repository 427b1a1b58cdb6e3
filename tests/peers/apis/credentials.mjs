// Everybody who calls the guarded APIs, made by the command line of a real server: their credentials by name, as headers.

import { Browser } from '../lib/browser.mjs';
import { Client } from '../lib/client.mjs';
import { command } from '../lib/countersign.mjs';
import { peer } from '../lib/peer.mjs';
import { AUDIENCE, SCRAPER } from './apis.mjs';
import { tampered } from './forgeries.mjs';

const ELSEWHERE = 'urn:files';
const CALLBACK = 'https://notes.example.test/callback';
// Its checksum is right, and no server has made it.
const INVENTED = `csk_${'A'.repeat(40)}3G1NJ0`;
// Running servers see what the command line changed within a second.
export const CHANGES_SEEN_MS = 1_100;

export const bearer = (token) => ({ authorization: `Bearer ${token}` });
const basic = (name, password) => ({ authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` });

/** The API, what is beside it, and its roles; the client as which it asks about API keys. */
export async function makeApi() {
  const { place } = peer;
  const scopes = ['--scope', 'notes:read', '--scope', 'notes:write'];
  await command(place, ['resource', 'create', AUDIENCE, '--name', 'Notes', '--api-keys', ...scopes]);
  await command(place, ['resource', 'create', ELSEWHERE, '--name', 'Files', '--api-keys', '--scope', 'files:read']);
  for (const role of ['admin', 'editor']) await command(place, ['role', 'create', role, '--resource', AUDIENCE]);
  return command(place, ['client', 'create', '--name', 'Notes', '--introspects', AUDIENCE]);
}

/** The credentials of everybody, once the server has seen the clients. */
export async function credentials(people) {
  const { reader, writer, editor, admin, chief, stranger, keys } = people;
  const token = await accessToken(reader);
  const { id_token, access_token } = await signIn(people.web);
  return {
    nobody: {},
    reader: bearer(token),
    readerTwice: { authorization: [`Bearer ${token}`, `Bearer ${token}`] },
    readerByAnotherScheme: { authorization: `Token ${token}` },
    readerInCapitals: { authorization: `BEARER ${token}` },
    tampered: bearer(tampered(token, 2)),
    person: bearer(access_token),
    idToken: bearer(id_token),
    writer: bearer(await accessToken(writer)),
    editor: bearer(await accessToken(editor)),
    admin: bearer(await accessToken(admin)),
    chief: bearer(await accessToken(chief)),
    stranger: bearer(await accessToken(stranger)),
    apiKey: bearer(keys.read),
    apiKeyInItsHeader: { 'x-api-key': keys.read },
    apiKeyToWrite: bearer(keys.write),
    apiKeyElsewhere: bearer(keys.elsewhere),
    apiKeyMisspelt: bearer(keys.read.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'))),
    apiKeyInvented: bearer(INVENTED),
    apiKeyBesideToken: { ...bearer(token), 'x-api-key': keys.read },
    scraper: basic(SCRAPER.name, SCRAPER.password),
    scraperGuessing: basic(SCRAPER.name, `${SCRAPER.password}r`),
    scraperUnknown: basic('root', SCRAPER.password),
  };
}

/** Clients with what each may do, and the API keys of a person. */
export async function makePeople() {
  return {
    reader: await robot(AUDIENCE, 'notes:read'),
    writer: await robot(AUDIENCE, 'notes:write'),
    editor: await robot(AUDIENCE, 'notes:read', 'editor'),
    admin: await robot(AUDIENCE, 'notes:read', 'admin'),
    chief: await robot(AUDIENCE, 'notes:read', 'admin', 'editor'),
    stranger: await robot(ELSEWHERE, 'files:read'),
    web: await webApplication(),
    keys: {
      read: (await apiKey('read', AUDIENCE, 'notes:read')).key,
      write: (await apiKey('write', AUDIENCE, 'notes:write')).key,
      elsewhere: (await apiKey('elsewhere', ELSEWHERE, 'files:read')).key,
    },
  };
}

/** A key of the person, as the command line shows it once. */
export function apiKey(name, resource, scope) {
  const { identifier } = peer.user;
  return command(peer.place, [
    'api-key', 'create', '--user', identifier, '--resource', resource, '--name', name, '--scope', scope,
  ]);
}

/** Ends it. */
export function revoke(id) {
  return command(peer.place, ['api-key', 'revoke', id]);
}

async function robot(resource, scope, ...roles) {
  const flags = ['--grant', 'client_credentials', '--resource', resource, '--scope', scope];
  const made = await command(peer.place, ['client', 'create', '--name', 'Robot', ...flags]);
  for (const role of roles) {
    await command(peer.place, ['role', 'grant', role, '--client', made.client_id, '--resource', resource]);
  }
  return { ...made, resource };
}

async function webApplication() {
  const scopes = ['openid', 'notes:read'];
  const made = await command(peer.place, [
    'client', 'create', '--name', 'Notes in a browser', '--redirect-uri', CALLBACK, '--resource', AUDIENCE,
    '--grant', 'authorization_code', ...scopes.flatMap((scope) => ['--scope', scope]),
  ]);
  return { ...made, redirect_uri: CALLBACK, scope: scopes.join(' ') };
}

async function accessToken({ resource, ...client }) {
  const { status, body } = await new Client(peer.issuer, client).token({ grant_type: 'client_credentials', resource });
  if (status !== 200) throw new Error(`no token: ${JSON.stringify(body)}`);
  return body.access_token;
}

async function signIn(web) {
  const client = new Client(peer.issuer, web);
  const { body } = await client.token(await client.code(new Browser(peer.issuer), peer.user));
  return body;
}
