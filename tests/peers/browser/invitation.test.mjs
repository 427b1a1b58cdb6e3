// Making an account in Chromium, on a phone and on a desktop, where not everybody may: by invitation, by the domain of the address,
// and not at all.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { newcomer, openTo, problems, register } from './ways.mjs';

const ROLE = ['role', 'create', 'gardener', '--description', 'Looks after the beds'];
const scene = Scene.set(openTo('invitation'), ({ server }) => server.command(ROLE));
const { letters, server } = scene;
const invitations = {};

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
  server.start({ ...openTo('domains'), COUNTERSIGN_ACCOUNTS__DOMAINS: 'example.test' }));

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

test('it is off from now on', () => server.start(openTo('off')));

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
