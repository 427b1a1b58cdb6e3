// Several people in one browser, with Chromium on a phone and on a desktop: chosen among, added, signed out one by one or together.

import assert from 'node:assert/strict';

import { login, logout } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { chooser, heading } from './ways.mjs';

const people = {};
const scene = Scene.set({}, async ({ server }) => {
  for (const name of ['ann', 'ben', 'cleo']) people[name] = await server.person(name);
});

/** Asks as the application does, has the person answer, and says whose account the application was told of. */
async function ask(visitor, parameters, answer = async () => {}) {
  const question = scene.application.ask(parameters);
  await visitor.page.goto(question.url);
  await answer(visitor.page);
  return (await question.claims(visitor.page)).sub;
}

/** A browser in which Ann and then Ben have signed in, and who they are to the application. */
async function annAndBen(device) {
  const visitor = await Visitor.open(scene, device);
  const ann = await ask(visitor, {}, (page) => login.signIn(page, people.ann));
  await visitor.go(chooser.path);
  await chooser.another(visitor.page);
  await login.signIn(visitor.page, people.ben);
  const ben = await ask(visitor, {});
  assert.notEqual(ann, ben);
  return { visitor, ann, ben };
}

onEachDevice('an application that asks for it has the account chosen, or another one added', async (device) => {
  const { visitor, ann, ben } = await annAndBen(device);
  assert.equal(await visitor.whoami(), 'ben');
  const asked = { prompt: 'select_account' };
  const chosen = await ask(visitor, asked, async (page) => {
    assert.equal(visitor.at, chooser.path);
    assert.deepEqual((await chooser.people(page)).sort(), ['ann', 'ben']);
    await visitor.look('choose');
    await chooser.choose(page, 'ann');
  });
  assert.equal(chosen, ann);
  assert.equal(await visitor.whoami(), 'ann');
  assert.equal(await ask(visitor, asked, (page) => chooser.choose(page, 'ben')), ben);

  const added = await ask(visitor, asked, async (page) => {
    await chooser.another(page);
    await visitor.look('choose-another');
    await login.signIn(page, people.cleo);
  });
  assert.ok(![ann, ben].includes(added));
  await visitor.go(chooser.path);
  assert.deepEqual((await chooser.people(visitor.page)).sort(), ['ann', 'ben', 'cleo']);
  await visitor.close();
});

onEachDevice('signing out of one leaves the others, and signing out of all leaves nobody', async (device) => {
  const { visitor, ann } = await annAndBen(device);
  const { page } = visitor;
  await visitor.go(logout.path);
  await visitor.look('sign-out-of-several');
  await logout.confirm(page);
  assert.equal(await visitor.whoami(), null, 'nobody goes on as somebody else unasked');
  await visitor.go(chooser.path);
  assert.deepEqual(await chooser.people(page), ['ann']);
  await chooser.choose(page, 'ann');
  assert.equal(await ask(visitor, {}), ann);

  await visitor.go(chooser.path);
  await chooser.another(page);
  await login.signIn(page, people.ben);
  await visitor.go(logout.path);
  await logout.everyone(page, 2);
  assert.equal(await heading(page), 'You are signed out');
  await visitor.go(chooser.path);
  assert.equal(visitor.at, '/login');
  assert.equal(await visitor.whoami(), null);
  await visitor.close();
});

onEachDevice('who signed out in another tab cannot be chosen any more', async (device) => {
  const { visitor, ann } = await annAndBen(device);
  const { page } = visitor;
  await visitor.go(chooser.path);
  const tab = await visitor.tab(logout.path);
  await logout.confirm(tab);
  await chooser.choose(page, 'ben');
  assert.deepEqual(await chooser.people(page), ['ann']);
  await chooser.choose(page, 'ann');
  assert.equal(await ask(visitor, {}), ann);
  await visitor.close();
});
