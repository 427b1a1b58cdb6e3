// What every peer finds: an API with a scope and a role, one person, and one client of each kind.

import { randomBytes } from 'node:crypto';

import { command } from './countersign.mjs';

export const API = 'https://api.example.test';
const CALLBACK = 'https://app.example.test/callback';
const NATIVE_CALLBACK = 'http://127.0.0.1:49152/callback';
const PERSON_SCOPES = ['openid', 'profile', 'email', 'offline_access', 'roles', 'notes.read'];

export async function seed(place) {
  await command(place, [
    'resource', 'create', API, '--name', 'Notes API', '--scope', 'notes.read', '--scope', 'notes.write',
  ]);
  await command(place, ['role', 'create', 'editor', '--description', 'Edits everything']);
  await command(place, ['role', 'create', 'notes-admin', '--resource', API, '--description', 'Looks after notes']);

  const user = await person(place, 'Alice', ['--role', 'editor']);
  await command(place, ['role', 'grant', 'notes-admin', '--user', user.identifier]);
  return { api: API, user, clients: await clients(place) };
}

// The standard claims beside name and e-mail address (OpenID Connect Core, section 5.1), as UserInfo says them.
const CLAIMS = {
  middle_name: 'Amber',
  nickname: 'Al',
  profile: 'https://people.example.test/alice',
  picture: 'https://people.example.test/alice.png',
  website: 'https://alice.example.test',
  gender: 'female',
  birthdate: '1990-12-31',
  zoneinfo: 'Europe/Berlin',
  locale: 'en-GB',
};
const PHONE = '+49 30 123456';
const ADDRESS = {
  formatted: '1 Main Street\n10115 Berlin\nGermany',
  street_address: '1 Main Street',
  postal_code: '10115',
  locality: 'Berlin',
  region: 'Berlin',
  country: 'Germany',
};

/** Two people and nothing else: clients register themselves. */
export async function people(place) {
  return { user: await person(place, 'Alice'), other: await person(place, 'Bob') };
}

async function person(place, name, more = []) {
  const identifier = name.toLowerCase();
  const user = {
    identifier,
    email: `${identifier}@example.test`,
    given_name: name,
    family_name: 'Example',
    password: randomBytes(18).toString('base64url'),
    claims: { ...CLAIMS, phone_number: PHONE, phone_number_verified: true, address: ADDRESS },
  };
  await command(
    place,
    [
      'user', 'create', user.identifier, '--email', user.email, '--email-verified',
      '--given-name', user.given_name, '--family-name', user.family_name,
      '--password-stdin', ...more, ...about(),
    ],
    `${user.password}\n`,
  );
  return user;
}

/** What the command line is told of the person beside the name. */
function about() {
  const { formatted, street_address, postal_code, locality, region, country } = ADDRESS;
  return [
    '--phone', PHONE, '--phone-verified', '--street', street_address, '--postal-code', postal_code,
    '--locality', locality, '--region', region, '--country', country, '--address-formatted', formatted,
    ...Object.entries(CLAIMS).flatMap(([name, value]) => ['--claim', `${name}=${value}`]),
  ];
}

async function clients(place) {
  const web = await client(place, 'Acme Notes', CALLBACK, ['authorization_code', 'refresh_token'], PERSON_SCOPES);
  const native = await client(
    place, 'Acme Notes for the desk', NATIVE_CALLBACK, ['authorization_code', 'refresh_token'], PERSON_SCOPES,
    ['--public', '--first-party'],
  );
  const service = await client(place, 'Nightly export', undefined, ['client_credentials'], ['notes.read', 'notes.write']);
  return { web, native, service, api: await apiClient(place) };
}

/** The API itself, which asks about tokens and for none. */
async function apiClient(place) {
  const made = await command(place, ['client', 'create', '--name', 'Notes API', '--introspects', API]);
  return { client_id: made.client_id, client_secret: made.client_secret };
}

async function client(place, name, redirectUri, grants, scopes, more = []) {
  const each = (flag, values) => values.flatMap((value) => [flag, value]);
  const made = await command(place, [
    'client', 'create', '--name', name, '--resource', API,
    ...each('--redirect-uri', redirectUri ? [redirectUri] : []),
    ...each('--grant', grants), ...each('--scope', scopes), ...more,
  ]);
  return {
    client_id: made.client_id,
    client_secret: made.client_secret,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
  };
}
