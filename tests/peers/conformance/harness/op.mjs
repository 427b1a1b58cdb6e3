// The provider under test, known by nothing but what it publishes (OpenID Connect Discovery 1.0 section 4).

import '../../lib/peer.mjs';

import assert from 'node:assert/strict';

import { createLocalJWKSet } from 'jose';

import { peer } from '../../lib/peer.mjs';

export const { issuer } = peer;

export const metadata = await json(`${issuer}/.well-known/openid-configuration`);

/** The keys as they are now: never kept, so that a new one is found. */
export async function keys() {
  return createLocalJWKSet(await json(metadata.jwks_uri));
}

export async function json(url, request) {
  const answer = await fetch(url, request);
  assert.equal(answer.status, 200, `${url} answered ${answer.status}`);
  assert.match(answer.headers.get('content-type'), /^application\/(\w[\w-]*\+)?json\b/);
  return answer.json();
}

/** What a server answered, read once: status, headers and the body as text and, where it is that, as JSON. */
export async function read(answer) {
  const text = await answer.text();
  const isJson = /^application\/(\w[\w-]*\+)?json\b/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : undefined };
}

/** A refusal in the words of RFC 6749 section 5.2, which no cache keeps. */
export function refused(answer, status, ...codes) {
  assert.equal(answer.status, status, answer.text);
  assert.ok(codes.includes(answer.body?.error), `${answer.text} is none of ${codes}`);
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
}
