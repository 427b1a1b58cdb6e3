// Making an account in Chromium, on a phone and on a desktop: open to everybody, by invitation, by the domain of the address,
// and not at all. And the terms of use, the first time and when they have changed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Instance } from '../lib/instance.mjs';
import { Mailbox } from '../lib/mailbox.mjs';
import { Application } from './application.mjs';
import { launch } from './chromium.mjs';
import { login } from './pages.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { focused, heading, newPassword, problems, register, terms } from './ways.mjs';

const TERMS = (version) => ({
  COUNTERSIGN_TERMS__VERSION: version,
  COUNTERSIGN_TERMS__URL: 'https://example.test/terms',
  COUNTERSIGN_TERMS__PRIVACY_URL: 'https://example.test/privacy',
});
const FIELDS = { COUNTERSIGN_ACCOUNTS__FIELDS: 'given_name', COUNTERSIGN_ACCOUNTS__REQUIRED_FIELDS: 'given_name' };
const mode = (registration, more) => ({
  COUNTERSIGN_ACCOUNTS__REGISTRATION: registration, ...FIELDS, ...TERMS('2026-01'), ...more,
});
const GOOD = 'lanterns drift past copper hills';

const server = new Instance();
const letters = new Mailbox(server.issuer);
const scene = { issuer: server.issuer };
const invitations = {};

before(async () => {
  scene.application = await Application.start(server, 'Garden Diary');
  scene.browser = await launch();
  await server.person('taken');
});

after(async () => {
  await scene.browser?.close();
  scene.application?.close();
  await server.stop();
});

const newcomer = (identifier) => ({
  identifier, email: `${identifier}@example.test`, givenName: 'Nora', password: GOOD, agrees: true,
});

test('the server starts, open to everybody', () => server.start(mode('open')));

onEachDevice('from an application through the letter and back, with every mistake mended', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const person = newcomer(`nora-${device}`);
  const question = scene.application.ask();
  await page.goto(question.url);
  await register.offer(page);
  await visitor.look('register');

  await register.address(page, 'nora@192.0.2.1');
  assert.equal((await problems(page)).length, 1);
  assert.equal(await register.typed(page, 'email'), 'nora@192.0.2.1');
  assert.equal(await focused(page), 'email');
  await visitor.look('register-refused');
  await register.address(page, person.email);
  assert.equal(await heading(page), 'Look in your mailbox');
  await visitor.look('register-look');

  const { link } = await letters.next(person.email);
  await visitor.go(link);
  await visitor.look('register-finish');
  await register.fill(page, { ...person, identifier: 'taken', password: 'short' });
  await newPassword.strength(page, 'Too short');
  await register.create(page);
  assert.equal(await register.typed(page, 'given_name'), person.givenName);
  assert.equal(await register.typed(page, 'password'), '', 'no password is sent back');
  assert.equal((await problems(page)).length, 1);
  await visitor.look('register-finish-refused');
  await register.fill(page, { ...person, identifier: 'taken' });
  await register.create(page);
  assert.match((await problems(page)).join(), /belongs to another account/);
  assert.equal(await focused(page), 'username');

  await register.fill(page, { ...person, password: '', agrees: false });
  await newPassword.field(page).pressSequentially('Garden');
  await newPassword.strength(page, 'Too short');
  await newPassword.paste(page, person.password);
  await newPassword.strength(page, 'Strong');
  await page.getByRole('button', { name: 'Create the account' }).click();
  assert.equal(await focused(page), 'terms', 'the browser asks for the tick first');
  assert.equal(visitor.at, '/register/finish');
  await register.fill(page, { ...person, password: undefined });
  await register.create(page);

  const claims = await question.claims(page);
  assert.deepEqual([claims.acr, claims.amr], ['urn:countersign:aal1', ['pwd']]);
  assert.equal(await visitor.whoami(), person.identifier);
  const answer = await visitor.go(link);
  assert.equal(answer.status(), 410, 'a link works once');
  await visitor.look('register-link-used');
  await visitor.close();
});

onEachDevice('whoever has an account already learns it by letter alone', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const said = async (email) => {
    await visitor.go(register.path);
    await register.address(page, email);
    return (await page.locator('main').innerText()).replace(email, 'ADDRESS');
  };
  assert.equal(await said('taken@example.test'), await said(`nobody-${device}@example.test`));
  assert.equal((await letters.next('taken@example.test')).subject, 'You have an account already');
  assert.equal((await letters.next(`nobody-${device}@example.test`)).subject, 'Finish making your account');
  await visitor.close();
});

test('the terms change', () => server.start(mode('open', TERMS('2026-02'))));

onEachDevice('new terms are asked about at the next sign-in, and nothing is passed on without them', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const person = newcomer(`nora-${device}`);
  const first = scene.application.ask();
  await page.goto(first.url);
  await login.signIn(page, person);
  assert.equal(visitor.at, terms.path);
  await visitor.look('terms-renewed');
  await terms.refuse(page);
  await visitor.look('terms-refused');
  assert.equal(await visitor.whoami(), null);

  const second = scene.application.ask();
  await page.goto(second.url);
  await login.signIn(page, person);
  await terms.accept(page);
  await second.claims(page);
  const third = scene.application.ask();
  await page.goto(third.url);
  await third.claims(page);
  await visitor.close();
});

test('it is by invitation from now on', async () => {
  await server.start(mode('invitation'));
  await server.command(['role', 'create', 'gardener', '--description', 'Looks after the beds']);
});

onEachDevice('an invitation makes one account, with its role', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const person = newcomer(`ivy-${device}`);
  await visitor.go('/login');
  assert.equal(await register.isOffered(page), false);
  const closed = await visitor.go(register.path);
  assert.equal(closed.status(), 403);
  await visitor.look('register-closed');

  await server.command(['user', 'invite', '--email', person.email, '--role', 'gardener']);
  const { link } = await letters.next(person.email);
  await visitor.go(link);
  await visitor.look('invited');
  assert.equal(await register.typed(page, 'email'), person.email);
  await register.fill(page, person);
  await register.create(page);
  assert.equal(visitor.at, '/account');
  const made = await server.command(['user', 'show', person.identifier]);
  assert.deepEqual([made.email, made.email_verified], [person.email, true]);
  assert.match(JSON.stringify(made.roles), /gardener/);

  const again = await visitor.go(link);
  assert.equal(again.status(), 410);
  await visitor.close();
});

onEachDevice('an invitation for anybody has the address verified first, and is void when it is taken back', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const person = newcomer(`iris-${device}`);
  const invitation = await server.command(['user', 'invite']);
  await visitor.go(invitation.link);
  await register.address(page, person.email);
  await visitor.go((await letters.next(person.email)).link);
  await register.fill(page, person);
  await register.create(page);
  assert.equal(await visitor.whoami(), person.identifier);

  const withdrawn = await server.command(['user', 'invite']);
  invitations[device] = await server.command(['user', 'invite']);
  assert.equal((await visitor.go(withdrawn.link)).status(), 200);
  await server.command(['user', 'uninvite', withdrawn.id]);
  assert.equal((await visitor.go(withdrawn.link)).status(), 410);
  await visitor.close();
});

test('it is by the domain of the address from now on', () =>
  server.start(mode('domains', { COUNTERSIGN_ACCOUNTS__DOMAINS: 'example.test' })));

onEachDevice('an address elsewhere is refused before any letter', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  await visitor.go(register.path);
  for (const elsewhere of [`dora-${device}@example.org`, `dora-${device}@sub.example.test`]) {
    await register.address(page, elsewhere);
    assert.match((await problems(page)).join(), /Only addresses of certain organisations/);
    assert.deepEqual(await letters.unread(elsewhere), []);
  }
  await visitor.look('register-domain-refused');
  const person = newcomer(`dora-${device}`);
  await register.address(page, person.email);
  await visitor.go((await letters.next(person.email)).link);
  await register.fill(page, person);
  await register.create(page);
  assert.equal(await visitor.whoami(), person.identifier);
  await visitor.close();
});

test('it is off from now on', () => server.start(mode('off')));

onEachDevice('nobody makes an account, whatever link they have', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  await visitor.go('/login');
  assert.equal(await register.isOffered(page), false);
  for (const path of [register.path, invitations[device].link]) {
    const answer = await visitor.go(path);
    assert.equal(answer.status(), 403, path);
    assert.equal(await page.locator('main input').count(), 0);
  }
  await visitor.close();
});
