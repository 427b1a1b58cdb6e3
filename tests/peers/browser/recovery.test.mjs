// Getting back in after the password is forgotten, in Chromium, on a phone and on a desktop: the same page whoever asks for whom,
// links that work once and in any browser, the second factor asked for all the same, other sessions at an end.

import assert from 'node:assert/strict';

import { login } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { codes, heading, problems, recover, setUpApp } from './ways.mjs';

const CHOSEN = 'seven herons over the marsh';

const scene = Scene.set();
const { letters, server } = scene;

onEachDevice('nobody learns from the page who has an account', async (device) => {
  const known = await server.person(`known-${device}`);
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const said = async (identifier) => {
    await visitor.go('/login');
    await recover.offer(page);
    await recover.ask(page, identifier);
    return page.locator('main').innerText();
  };
  const stranger = `nobody-${device}@example.test`;
  const told = await said(known.email);
  assert.equal(await heading(page), 'Look in your mailbox');
  assert.equal(await said(known.identifier), told);
  assert.equal(await said(stranger), told);
  assert.equal(await said('nobody'), told);
  assert.deepEqual(await letters.unread(known.email), ['Choose a new password', 'Choose a new password']);
  assert.equal((await letters.next(stranger)).subject, 'There is no account with this address');
  await visitor.close();
});

onEachDevice('a link works once, the newest alone, in any browser; and a second factor is asked for after it', async (device) => {
  const person = await server.person(`otto-${device}`);
  const home = await Visitor.open(scene, device);
  await home.go('/login');
  await login.signIn(home.page, person);
  const app = await setUpApp(home);

  const away = await Visitor.open(scene, device);
  await away.go('/login');
  await recover.offer(away.page);
  await away.look('recover');
  await recover.ask(away.page, person.email);
  await away.look('recover-look');
  // The app that was set up was told of, too.
  const letter = () => newest(person.email, 'Choose a new password');
  const replaced = await letter();
  await away.go('/recover');
  await recover.ask(away.page, person.identifier);
  const { link } = await letter();
  assert.equal((await away.go(replaced.link)).status(), 410);
  await away.look('recover-link-dead');

  const elsewhere = await Visitor.open(scene, device);
  await elsewhere.go(link);
  await elsewhere.look('recover-choose');
  await recover.choose(elsewhere.page, 'short');
  assert.equal((await problems(elsewhere.page)).length, 1);
  assert.equal(await home.whoami(), person.identifier, 'nothing has changed yet');
  await recover.choose(elsewhere.page, CHOSEN);
  assert.equal(await heading(elsewhere.page), 'Your password is set');
  await elsewhere.look('recover-done');
  assert.equal(await elsewhere.whoami(), null, 'a link signs nobody in');
  assert.equal(await home.whoami(), null, 'every session has ended');
  assert.equal((await elsewhere.go(link)).status(), 410);

  await elsewhere.go('/login');
  await login.signIn(elsewhere.page, person);
  assert.match((await problems(elsewhere.page)).join(), /do not belong together/);
  await login.signIn(elsewhere.page, { ...person, password: CHOSEN });
  assert.equal(elsewhere.at, '/login/code');
  assert.equal(await elsewhere.whoami(), null);
  await codes.type(elsewhere.page, await app.next());
  assert.equal(await elsewhere.whoami(), person.identifier);
  for (const visitor of [home, away, elsewhere]) await visitor.close();
});

onEachDevice('on the way to an application it leads back there', async (device) => {
  const person = await server.person(`olga-${device}`);
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = scene.application.ask();
  await page.goto(question.url);
  await recover.offer(page);
  await recover.ask(page, person.email);
  await visitor.go((await letters.next(person.email)).link);
  await recover.choose(page, CHOSEN);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await login.signIn(page, { ...person, password: CHOSEN });
  const claims = await question.claims(page);
  assert.deepEqual(claims.amr, ['pwd']);
  await visitor.close();
});

/** The newest letter of a kind; those of other kinds before it are put aside. */
async function newest(address, subject) {
  for (;;) {
    const letter = await letters.next(address);
    if (letter.subject === subject) return letter;
  }
}
