// What browsers do to a sign-in, in Chromium, on a phone and on a desktop: two tabs at once, the back button, reloads, links that
// are opened elsewhere, no cookies, no JavaScript.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Instance } from '../lib/instance.mjs';
import { Application } from './application.mjs';
import { launch } from './chromium.mjs';
import { consent, login } from './pages.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { codes, heading, problems, setUpApp } from './ways.mjs';

const server = new Instance();
const scene = { issuer: server.issuer };
let stranger;
let ann;
let ben;

before(async () => {
  scene.application = await Application.start(server, 'Garden Diary');
  stranger = await Application.start(server, 'Weather Club', ['--scope', 'openid', '--scope', 'email']);
  ann = await server.person('ann');
  ben = await server.person('ben');
  await server.start();
  scene.browser = await launch();
});

after(async () => {
  await scene.browser?.close();
  scene.application?.close();
  stranger?.close();
  await server.stop();
});

onEachDevice('two tabs that sign in at once both come back', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const tabs = [visitor.page, await visitor.tab('/login')];
  const questions = tabs.map(() => scene.application.ask());
  for (const [n, tab] of tabs.entries()) await tab.goto(questions[n].url);
  await Promise.all(tabs.map((tab) => login.signIn(tab, ann)));
  const claims = await Promise.all(tabs.map((tab, n) => questions[n].claims(tab)));
  assert.equal(claims[0].sub, claims[1].sub);
  assert.equal(await visitor.whoami(), 'ann');
  await visitor.close();
});

onEachDevice('a form that was open before somebody else signed in signs in whom it names', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const [first, second] = [scene.application.ask(), scene.application.ask()];
  await page.goto(first.url);
  const tab = await visitor.tab(second.url);
  await login.signIn(page, ann);
  const { sub } = await first.claims(page);
  await login.signIn(tab, ben);
  assert.notEqual((await second.claims(tab)).sub, sub);
  assert.equal(await visitor.whoami(), 'ben');
  await visitor.close();
});

onEachDevice('the back button leads to no form of a sign-in that is over', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  await visitor.go('/');
  await visitor.go('/login');
  await login.signIn(page, ann);
  assert.equal(visitor.at, '/account');
  await page.goBack();
  assert.equal(await login.asked(page), false);
  assert.equal(await visitor.whoami(), 'ann');
  await visitor.close();
});

onEachDevice('the back button after consent issues nothing twice, and says what to do', async (device) => {
  const person = await server.person(`carl-${device}`);
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = stranger.ask({ scope: 'openid email' });
  await page.goto(question.url);
  await login.signIn(page, person);
  await consent.allow(page);
  await question.claims(page);
  await page.goBack();
  assert.equal(new URL(page.url()).origin, scene.issuer);
  assert.equal(await consent.asked(page), false);
  await visitor.look('back-after-consent');
  const again = stranger.ask({ scope: 'openid email' });
  await page.goto(again.url);
  await again.claims(page);
  await visitor.close();
});

onEachDevice('a form that was refused may be reloaded, and a button pressed twice', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = scene.application.ask();
  await page.goto(question.url);
  await login.signIn(page, { ...ann, password: 'not the password' });
  const told = await problems(page);
  await page.reload();
  assert.deepEqual(await problems(page), told);
  assert.equal(await visitor.whoami(), null);

  const posts = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(new URL(request.url()).pathname));
  await page.locator('input[name=password]').fill(ann.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).dblclick();
  await question.claims(page);
  assert.deepEqual(posts, ['/login']);
  await visitor.close();
});

onEachDevice('a link on the way in works in no other browser, and goes on working in its own', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = scene.application.ask();
  await page.goto(question.url);
  const other = await Visitor.open(scene, device);
  const answer = await other.go(page.url());
  assert.equal(answer.status(), 400);
  assert.equal(await login.asked(other.page), false);
  await other.look('wrong-browser');
  await login.signIn(page, ann);
  await question.claims(page);
  await visitor.close();
  await other.close();
});

onEachDevice('without cookies nobody is signed in, and the page says why', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page, context } = visitor;
  await visitor.go('/login');
  for (let times = 0; times < 2; times += 1) {
    await context.clearCookies();
    await login.signIn(page, ann);
    assert.equal(await heading(page), 'This browser sent no cookie');
    if (times === 0) await visitor.look('no-cookies');
    await page.locator('main a.button').click();
    await page.locator('input[name=password]').waitFor();
  }
  assert.deepEqual((await context.cookies()).filter(({ name }) => name.includes('session')), []);
  await visitor.close();
});

onEachDevice('without JavaScript there is a way in, with a code and with consent', async (device) => {
  const person = await server.person(`dora-${device}`);
  const enrolling = await Visitor.open(scene, device);
  await enrolling.go('/login');
  await login.signIn(enrolling.page, person);
  const phone = await setUpApp(enrolling);
  await enrolling.close();

  const visitor = await Visitor.open(scene, device, { javaScriptEnabled: false });
  const { page } = visitor;
  const question = stranger.ask({ scope: 'openid email' });
  await page.goto(question.url);
  assert.equal(await page.getByRole('button', { name: 'Show: Password' }).isVisible(), false);
  await login.signIn(page, person);
  await codes.type(page, await phone.next());
  await consent.allow(page);
  assert.equal((await question.claims(page)).acr, 'urn:countersign:aal2');
  assert.equal(await visitor.whoami(), person.identifier);
  await visitor.close();
});
