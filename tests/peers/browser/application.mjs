// An application that sends people to sign in, takes them back on a port of its own, and redeems what they bring.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

export class Application {
  /** Registers it; `more` are further words of `client create`. A server that runs already sees it within a second. */
  static async start(instance, name, more) {
    const application = new Application();
    application.issuer = instance.issuer;
    application.server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>Application</title><h1>Back at the application</h1>');
    });
    application.server.listen(0, '127.0.0.1');
    await once(application.server, 'listening');
    application.origin = `http://127.0.0.1:${application.server.address().port}`;
    application.callback = `${application.origin}/callback`;
    const args = ['client', 'create', '--name', name, '--redirect-uri', application.callback, ...more];
    application.client = await instance.command(args);
    return application;
  }

  /** A request, with these parameters besides. */
  ask(parameters = {}) {
    return new Question(this, parameters);
  }

  /** What the token endpoint answers. */
  async redeem(grant) {
    const { client_id, client_secret } = this.client;
    const body = new URLSearchParams({ client_id, client_secret, ...grant });
    const response = await fetch(`${this.issuer}/oauth2/token`, { method: 'POST', body });
    return response.json();
  }

  refresh({ refresh_token }) {
    return this.redeem({ grant_type: 'refresh_token', refresh_token });
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

class Question {
  state = randomBytes(8).toString('hex');
  #verifier = randomBytes(32).toString('base64url');

  constructor(application, parameters) {
    this.application = application;
    const { issuer, client, callback } = application;
    const query = new URLSearchParams({
      response_type: 'code', client_id: client.client_id, redirect_uri: callback, scope: 'openid', state: this.state,
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'), code_challenge_method: 'S256',
      ...parameters,
    });
    this.url = `${issuer}/oauth2/authorize?${query}`;
  }

  /** What this request was answered with, once the page is back at the application. */
  async answer(page) {
    const mine = ({ origin, searchParams }) =>
      origin === this.application.origin && searchParams.get('state') === this.state;
    await page.waitForURL(mine);
    return Object.fromEntries(new URL(page.url()).searchParams);
  }

  /** What the application gets for the code, once somebody came back with one. */
  async tokens(page) {
    const { code, error } = await this.answer(page);
    assert.equal(error, undefined, 'the request was refused');
    const redeemed = { grant_type: 'authorization_code', code, code_verifier: this.#verifier };
    const tokens = await this.application.redeem({ ...redeemed, redirect_uri: this.application.callback });
    assert.equal(tokens.error, undefined, JSON.stringify(tokens));
    return tokens;
  }

  /** What the ID token says of who came back. */
  async claims(page) {
    const { id_token } = await this.tokens(page);
    return JSON.parse(Buffer.from(id_token.split('.')[1], 'base64url'));
  }
}
