// A relying party that registers itself (OpenID Connect Dynamic Client Registration 1.0), and does what it registered.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';

import { SignJWT } from 'jose';

import { metadata as op, read } from './op.mjs';

export const CALLBACK = 'https://rp.example.test/callback';

export const random = () => randomBytes(16).toString('base64url');

/** The registration endpoint's answer, whatever it is. */
export async function tryToRegister(members, headers = {}) {
  const answer = await fetch(op.registration_endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof members === 'string' ? members : JSON.stringify(members),
  });
  return read(answer);
}

/** A registered client. `keys` are its private keys, where it signs. */
export async function register(members = {}, keys) {
  const asked = { client_name: 'Conformance', redirect_uris: [CALLBACK], ...defaults(members), ...members };
  const answer = await tryToRegister(asked);
  assert.equal(answer.status, 201, answer.text);
  return new Client(answer.body, keys);
}

// Section 2: the grants that the response types call for.
function defaults({ response_types: types = ['code'] }) {
  const code = types.some((type) => type.split(' ').includes('code'));
  const implicit = types.some((type) => type !== 'code');
  return { grant_types: [...(code ? ['authorization_code', 'refresh_token'] : []), ...(implicit ? ['implicit'] : [])] };
}

export class Client {
  constructor(registered, keys) {
    Object.assign(this, registered, { keys });
  }

  /** The parameters of an authentication request, with a fresh state and nonce. */
  request(more = {}) {
    const all = {
      client_id: this.client_id,
      redirect_uri: this.redirect_uris[0],
      response_type: this.response_types?.[0] ?? 'code',
      scope: 'openid',
      state: random(),
      nonce: random(),
      ...more,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  url(request) {
    const url = new URL(op.authorization_endpoint);
    url.search = new URLSearchParams(request);
    return url;
  }

  /** Has this person go through a request; the request and the answer. */
  async ask(person, more, how) {
    const request = this.request(more);
    return { request, answer: await person.open(this.url(request), how) };
  }

  /** The code of an answer at the token endpoint. */
  redeem(answer, more = {}) {
    return this.token({
      grant_type: 'authorization_code',
      code: answer.get('code'),
      redirect_uri: this.redirect_uris[0],
      ...more,
    });
  }

  /** A sign-in with a code, up to its tokens. */
  async signIn(person, more) {
    const { request, answer } = await this.ask(person, more);
    assert.ok(answer.get('code'), `no code: ${answer}`);
    const tokens = await this.redeem(answer);
    assert.equal(tokens.status, 200, tokens.text);
    return { request, answer, tokens: tokens.body };
  }

  token(parameters) {
    return this.send(op.token_endpoint, parameters);
  }

  /** A request to an endpoint that the client proves itself to. */
  async send(endpoint, parameters) {
    const { headers, body } = await this.#proof();
    const form = new URLSearchParams({ ...parameters, ...body });
    return read(await fetch(endpoint, { method: 'POST', headers, body: form }));
  }

  /** OpenID Connect Core 1.0 section 9. */
  async #proof() {
    const { client_id, client_secret } = this;
    const method = this.token_endpoint_auth_method ?? 'client_secret_basic';
    if (method === 'none') return { body: { client_id } };
    if (method === 'client_secret_post') return { body: { client_id, client_secret } };
    if (method === 'client_secret_basic') {
      const pair = [client_id, client_secret].map((part) => encodeURIComponent(part).replaceAll('%20', '+')).join(':');
      return { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
    }
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    return { body: { client_id, client_assertion_type, client_assertion: await this.assertion() } };
  }

  /** RFC 7523 section 3. */
  assertion(claims = {}) {
    const own = { iss: this.client_id, sub: this.client_id, aud: op.token_endpoint, jti: random(), ...claims };
    return this.sign(own, this.token_endpoint_auth_signing_alg);
  }

  /** A JWT of the client's, for a minute. */
  sign(claims, algorithm) {
    const symmetric = this.keys === undefined;
    const alg = algorithm ?? (symmetric ? 'HS256' : this.keys.alg);
    const key = symmetric ? new TextEncoder().encode(this.client_secret) : this.keys.privateKey;
    const header = { alg, ...(!symmetric && { kid: this.keys.kid }) };
    return new SignJWT(claims).setProtectedHeader(header).setIssuedAt().setExpirationTime('1m').sign(key);
  }

  async userinfo(accessToken, how = 'header') {
    const request = {
      header: { headers: { authorization: `Bearer ${accessToken}` } },
      'header of a POST': { method: 'POST', headers: { authorization: `Bearer ${accessToken}` } },
      'body of a POST': { method: 'POST', body: new URLSearchParams({ access_token: accessToken }) },
    }[how];
    return read(await fetch(op.userinfo_endpoint, request));
  }
}

export function challenge(verifier) {
  return createHash('sha256').update(verifier).digest('base64url');
}
