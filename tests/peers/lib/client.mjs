// An application at the token endpoint, with nothing but fetch: for tests that count answers and race them.

import { createHash, randomBytes } from 'node:crypto';

import { authorize } from './person.mjs';

/** One registered, confidential client. */
export class Client {
  constructor(issuer, registered) {
    Object.assign(this, registered, { issuer });
  }

  get authorization() {
    const credentials = [this.client_id, this.client_secret].map(encodeURIComponent).join(':');
    return `Basic ${Buffer.from(credentials).toString('base64')}`;
  }

  async token(parameters) {
    const answer = await fetch(`${this.issuer}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: this.authorization },
      body: new URLSearchParams(parameters),
    });
    return { status: answer.status, body: await answer.json() };
  }

  /** A new code of this person, with what redeems it. */
  async code(browser, user) {
    const verifier = randomBytes(32).toString('base64url');
    const url = new URL('/oauth2/authorize', this.issuer);
    url.search = new URLSearchParams({
      client_id: this.client_id,
      redirect_uri: this.redirect_uri,
      response_type: 'code',
      scope: this.scope,
      state: 'state',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const { callback } = await authorize(browser, url, user);
    return {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code'),
      redirect_uri: this.redirect_uri,
      code_verifier: verifier,
    };
  }
}
