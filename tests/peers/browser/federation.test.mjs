// Signing in with an account elsewhere, in Chromium, on a phone and on a desktop, at oidc-provider: the first time and again,
// linked and unlinked, by the domain of an address; cancelled, switched off on the way, offline; and signing out there too.

import assert from 'node:assert/strict';
import { after } from 'node:test';

import { age } from '../lib/aging.mjs';
import { freePort } from '../lib/countersign.mjs';
import { CLIENT, startProvider } from '../federation/provider.mjs';
import { area, linked } from './area.mjs';
import { account, leave, login, logout } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { confirm, follow, heading, problems } from './ways.mjs';

const WITH_UPSTREAM = 'Continue with Upstream';

let upstream;
const options = {};
const scene = Scene.set(options, async () => {
  upstream = await startProvider({
    callback: `${server.issuer}/login/with/up/callback`,
    returnTo: `${server.issuer}/logout/return`,
    signedOut: `${server.issuer}/login/with/up/callback/logout`,
  });
  upstream.asks = true;
  const nobody = await freePort();
  Object.assign(options, {
    ...provider('UP', {
      NAME: 'Upstream', ISSUER: upstream.issuer, PROVISION: 'true', SIGN_OUT: 'true', DOMAINS: 'up.example.test',
    }),
    ...provider('DOWN', { NAME: 'Nobody', ISSUER: `http://127.0.0.1:${nobody}` }),
  });
});
const { server } = scene;

after(() => upstream?.close());

function provider(name, more) {
  const known = { CLIENT_ID: CLIENT.id, CLIENT_SECRET: CLIENT.secret, ...more };
  return Object.fromEntries(Object.entries(known).map(([key, value]) => [`COUNTERSIGN_PROVIDERS__${name}__${key}`, value]));
}

/** A new browser, and who comes from the other provider next. */
function open(device, coming) {
  if (coming) upstream.account = { email_verified: true, ...coming };
  return Visitor.open(scene, device, { others: [upstream.issuer, scene.application.origin] });
}

const elsewhere = (name, device) => ({
  sub: `${name}-${device}`, email: `${name}-${device}@up.example.test`, preferred_username: `${name}-${device}`,
});

/** At the other provider: goes on, or stops there. */
async function answer({ page }, button) {
  await page.waitForURL((url) => url.origin === upstream.issuer);
  await leave(page, page.getByRole('button', { name: button }));
}

async function comeIn(visitor) {
  await visitor.go('/login');
  await follow(visitor.page, WITH_UPSTREAM);
  await answer(visitor, 'Continue');
}

const people = async (name) => (await server.command(['user', 'list'])).filter(({ username }) => username === name).length;

onEachDevice('the first time makes an account, and the second signs in to it', async (device) => {
  const grace = elsewhere('grace', device);
  const visitor = await open(device, grace);
  await visitor.go('/login');
  await visitor.look('login-providers');
  const question = scene.application.ask();
  await visitor.go(question.url);
  await follow(visitor.page, WITH_UPSTREAM);
  await answer(visitor, 'Continue');
  const first = await question.claims(visitor.page);
  assert.equal(await visitor.whoami(), grace.preferred_username);

  const again = await open(device);
  const second = scene.application.ask();
  await again.go(second.url);
  await follow(again.page, WITH_UPSTREAM);
  await answer(again, 'Continue');
  assert.equal((await second.claims(again.page)).sub, first.sub);
  assert.equal(await people(grace.preferred_username), 1);

  // There is no other way in: the link stays.
  await again.go(linked.path);
  await linked.remove(again.page, 'Upstream');
  assert.equal((await problems(again.page)).length, 1);
  assert.equal((await linked.listed(again.page)).length, 1);
  await again.look('linked-last-way');
  await again.close();
  await visitor.close();
});

onEachDevice('an address that is the same links nothing, until its person signs in and says so', async (device) => {
  const person = await server.person(`alma-${device}`);
  const visitor = await open(device, { ...elsewhere('alma', device), email: person.email });
  await comeIn(visitor);
  assert.equal(visitor.at, '/login/join');
  assert.equal(await visitor.whoami(), null);
  await visitor.look('join');
  await follow(visitor.page, 'Sign in and link');
  await login.signIn(visitor.page, person);
  await visitor.arrive(linked.path);
  assert.deepEqual(await linked.listed(visitor.page), []);
  await visitor.look('linked-waiting');
  await linked.forget(visitor.page);
  assert.deepEqual(await linked.listed(visitor.page), []);

  const again = await open(device);
  await comeIn(again);
  assert.equal(again.at, '/login/join', 'what was not linked is new the next time');
  await follow(again.page, 'Sign in and link');
  await login.signIn(again.page, person);
  await again.arrive(linked.path);
  await linked.join(again.page);
  assert.equal((await linked.listed(again.page)).length, 1);
  const third = await open(device);
  await comeIn(third);
  assert.equal(await third.whoami(), person.identifier);
  for (const each of [visitor, again, third]) await each.close();
});

onEachDevice('an account elsewhere is linked from the account area, signs in, and is unlinked', async (device) => {
  const person = await server.person(`otto-${device}`);
  const visitor = await open(device, elsewhere('otto-there', device));
  const { page } = visitor;
  await visitor.go('/login');
  await login.signIn(page, person);
  await visitor.arrive(account.path);
  await age(server.place);
  await area.go(page, 'Security');
  await leave(page, page.locator(`main a[href="${linked.path}"]`));
  await visitor.look('linked-none');
  await linked.add(page, 'Upstream');
  assert.equal(await heading(page), 'Confirm that it is you');
  await confirm(page, person.password);
  await visitor.arrive(linked.path);
  await linked.add(page, 'Upstream');
  await answer(visitor, 'Continue');
  await visitor.arrive(linked.path);
  assert.equal((await linked.listed(page)).length, 1);
  await visitor.look('linked-one');

  const other = await open(device);
  await comeIn(other);
  assert.equal(await other.whoami(), person.identifier);
  // Whose it is already cannot be linked to somebody else.
  const rival = await server.person(`rival-${device}`);
  const second = await open(device);
  await second.go('/login');
  await login.signIn(second.page, rival);
  await second.go(linked.path);
  await linked.add(second.page, 'Upstream');
  await answer(second, 'Continue');
  assert.equal(await heading(second.page), 'That account belongs to somebody else here');
  await second.look('linked-taken');
  await second.go(linked.path);
  assert.deepEqual(await linked.listed(second.page), []);

  await linked.remove(page, 'Upstream');
  assert.deepEqual(await linked.listed(page), []);
  const stranger = await open(device);
  await comeIn(stranger);
  assert.notEqual(await stranger.whoami(), person.identifier, 'the link is gone');
  for (const each of [visitor, other, second, stranger]) await each.close();
});

onEachDevice('an address of a domain that is at home elsewhere leads there, without a password', async (device) => {
  const zoe = elsewhere('zoe', device);
  const visitor = await open(device, zoe);
  await visitor.go('/login');
  await visitor.page.locator('input[name=identifier]').fill(zoe.email);
  await visitor.page.keyboard.press('Enter');
  await answer(visitor, 'Continue');
  assert.equal(upstream.hint, zoe.email);
  assert.equal(await visitor.whoami(), zoe.preferred_username);
  await visitor.close();
});

onEachDevice('who cancels over there comes back, and goes on another way', async (device) => {
  const person = await server.person(`cora-${device}`);
  const visitor = await open(device, elsewhere('cora-there', device));
  const question = scene.application.ask();
  await visitor.go(question.url);
  await follow(visitor.page, WITH_UPSTREAM);
  await answer(visitor, 'Cancel');
  assert.equal(await heading(visitor.page), 'You stopped the sign-in');
  await visitor.look('federation-cancelled');
  assert.equal(await visitor.whoami(), null);
  await follow(visitor.page, 'Back to the sign-in page');
  await login.signIn(visitor.page, person);
  const answered = await question.claims(visitor.page);
  assert.ok(answered.sub, 'the application got whom it waited for');
  await visitor.close();
});

onEachDevice('a provider that is switched off on the way lets nobody in', async (device) => {
  const nina = elsewhere('nina', device);
  const visitor = await open(device, nina);
  await visitor.go('/login');
  await follow(visitor.page, WITH_UPSTREAM);
  await visitor.page.waitForURL((url) => url.origin === upstream.issuer);
  await server.start({ ...options, ...provider('UP', { ENABLED: 'false' }) });
  await answer(visitor, 'Continue');
  assert.equal(await heading(visitor.page), 'You cannot sign in this way here');
  await visitor.look('federation-switched-off');
  assert.equal(await visitor.whoami(), null);
  assert.equal(await people(nina.preferred_username), 0);
  await visitor.go('/login');
  assert.equal(await visitor.page.getByRole('link', { name: WITH_UPSTREAM }).count(), 0);
  await server.start(options);
  await visitor.close();
});

onEachDevice('a provider that does not answer is said to, and the other ways in are as they were', async (device) => {
  const person = await server.person(`ulla-${device}`);
  const visitor = await open(device);
  const question = scene.application.ask();
  await visitor.go(question.url);
  await follow(visitor.page, 'Continue with Nobody');
  assert.equal(await heading(visitor.page), 'The other provider does not answer');
  await visitor.look('federation-offline');
  await follow(visitor.page, 'Back to the sign-in page');
  await login.signIn(visitor.page, person);
  assert.ok((await question.claims(visitor.page)).sub);
  await visitor.close();
});

onEachDevice('signing out goes on over there, and comes back', async (device) => {
  const visitor = await open(device, elsewhere('ines', device));
  const { page } = visitor;
  await comeIn(visitor);
  await visitor.go(logout.path);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL((url) => url.origin === upstream.issuer);
  assert.equal(await visitor.whoami(), null, 'here it is over whatever happens there');
  await leave(page, page.getByRole('button', { name: /yes/i }));
  await visitor.arrive('/logout/return');
  assert.equal(await heading(page), 'You are signed out');
  // The session over there is over too: it asks again who comes.
  await visitor.go('/login');
  await follow(page, WITH_UPSTREAM);
  await page.waitForURL((url) => url.origin === upstream.issuer);
  assert.ok(await page.getByRole('button', { name: 'Continue' }).isVisible());
  await visitor.close();
});
