// Applications that ask for more than there was shown, in Chromium, on a phone and on a desktop: the person is led through what
// is missing, and nothing else, and comes back with a code. Or comes back with the error.

import assert from 'node:assert/strict';

import { consent, login } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { codes, confirm, enrol, problems, recoveryCodes, setUpApp, signOut } from './ways.mjs';

const [ONE, TWO] = ['urn:countersign:aal1', 'urn:countersign:aal2'];
const API = 'https://vault.example.test';
const essential = (acr) => ({ claims: JSON.stringify({ id_token: { acr: { essential: true, value: acr } } }) });

const scene = Scene.set({}, async (scene) => {
  await scene.server.command(['resource', 'create', API, '--name', 'Vault', '--require-acr', 'two']);
  scene.vault = await scene.add('Vault', ['--first-party', '--resource', API]);
  scene.stranger = await scene.add('Weather Club', ['--scope', 'openid', '--scope', 'email']);
});
const { server } = scene;
const people = {};

/** A browser in which somebody is signed in at the application, and what it was told of them. */
async function signedIn(device, person) {
  const visitor = await Visitor.open(scene, device);
  return { visitor, claims: await ask(visitor, {}, () => login.signIn(visitor.page, person)) };
}

/** What the application is told after it asked with these parameters, and the person went through what they were shown. */
async function ask(visitor, parameters, answers = async () => {}, application = scene.application) {
  const question = application.ask(parameters);
  await visitor.page.goto(question.url);
  await answers();
  return question.claims(visitor.page);
}

/** The error with which the application's request comes back. */
async function refused(visitor, parameters, application = scene.application) {
  const question = application.ask(parameters);
  await visitor.page.goto(question.url);
  return (await question.answer(visitor.page)).error;
}

onEachDevice('who has no second factor is led to set one up, and back', async (device) => {
  const person = await server.person(`paul-${device}`);
  const { visitor, claims } = await signedIn(device, person);
  const { page } = visitor;
  assert.equal(claims.acr, ONE);
  assert.equal((await ask(visitor, { acr_values: TWO })).acr, ONE, 'what is merely liked is no reason to stop anybody');
  assert.equal(await refused(visitor, { ...essential(TWO), prompt: 'none' }), 'interaction_required');
  assert.equal(await refused(visitor, essential('urn:example:gold')), 'unmet_authentication_requirements');

  const after = await ask(visitor, essential(TWO), async () => {
    assert.equal(visitor.at, enrol.path);
    await visitor.look('enrol');
    const request = new URL(page.url()).searchParams.get('request');
    await visitor.go(`/oauth2/authorize/resume?request=${request}`);
    assert.equal(visitor.at, enrol.path, 'nothing leads around it');
    await enrol.app(page);
    const phone = await setUpApp(visitor, page.url());
    assert.equal(visitor.at, recoveryCodes.path);
    await recoveryCodes.make(page);
    await visitor.look('recovery-codes-on-the-way');
    await recoveryCodes.kept(page);
    people[device] = { person, phone };
  });
  assert.equal(after.acr, TWO);
  assert.equal(after.sid, claims.sid, 'the session goes on');
  await visitor.close();
});

onEachDevice('an API that demands two factors has the second one shown, where a trusted device was spared it', async (device) => {
  const { person, phone } = people[device];
  const { visitor, claims } = await trusted(device, person, phone);
  assert.equal(claims.acr, ONE);
  assert.equal(await refused(visitor, { resource: API, prompt: 'none' }, scene.vault), 'login_required');
  const show = async () => {
    assert.equal(visitor.at, '/login/code', 'the password is not asked for again');
    await visitor.look('step-up-code');
    await codes.type(visitor.page, await phone.next());
  };
  const after = await ask(visitor, { resource: API }, show, scene.vault);
  assert.deepEqual([after.acr, after.sid], [TWO, claims.sid]);
  assert.equal((await ask(visitor, { acr_values: TWO, prompt: 'none' })).acr, TWO, 'the session remembers it');
  await visitor.close();
});

/** A browser that was trusted with the second factor, and in which the password alone was shown. */
async function trusted(device, person, phone) {
  const visitor = await Visitor.open(scene, device);
  await visitor.go('/login');
  await login.signIn(visitor.page, person);
  await codes.type(visitor.page, await phone.next(), { trust: true });
  await signOut(visitor);
  return { visitor, claims: await ask(visitor, {}, () => login.signIn(visitor.page, person)) };
}

onEachDevice('max_age=0 has the person confirm that it is them', async (device) => {
  const person = await server.person(`vera-${device}`);
  const { visitor, claims } = await signedIn(device, person);
  const { page } = visitor;
  assert.equal(await refused(visitor, { max_age: '0', prompt: 'none' }), 'login_required');
  const after = await ask(visitor, { max_age: '0' }, async () => {
    assert.equal(await page.locator('input[name=identifier]').getAttribute('readonly'), '');
    await visitor.look('confirm');
    await confirm(page, 'not the password');
    assert.equal((await problems(page)).length, 1);
    await confirm(page, person.password);
  });
  assert.equal(after.sid, claims.sid);
  assert.ok(after.auth_time >= claims.auth_time);
  await visitor.close();
});

onEachDevice('who refuses at the end comes back with the error, and nothing was passed on', async (device) => {
  const person = await server.person(`zoe-${device}`);
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = scene.stranger.ask({ scope: 'openid email', ...essential(TWO) });
  await page.goto(question.url);
  await login.signIn(page, person);
  await enrol.app(page);
  await setUpApp(visitor, page.url());
  await recoveryCodes.notNow(page);
  assert.ok(await consent.asked(page));
  await consent.deny(page);
  const { error, code, iss } = await question.answer(page);
  assert.deepEqual({ error, code, iss }, { error: 'access_denied', code: undefined, iss: scene.issuer });
  await visitor.close();
});
