// How an API answers: for every reason the status and the `error` code (RFC 6750 section 3.1). The table of
// docs/resource-servers.md says the same to people, and a test compares them.

import assert from 'node:assert/strict';

const NO_CODE = undefined;
const INVALID = [401, 'invalid_token'];
const FORBIDDEN = [403, 'insufficient_scope'];

export const ANSWERS = {
  missing_token: [401, NO_CODE],
  wrong_credentials: [401, NO_CODE],
  invalid_request: [400, 'invalid_request'],
  method_refused: INVALID,
  malformed_token: INVALID,
  token_too_long: INVALID,
  wrong_token_type: INVALID,
  algorithm_refused: INVALID,
  unknown_key: INVALID,
  bad_signature: INVALID,
  invalid_claim: INVALID,
  wrong_issuer: INVALID,
  wrong_audience: INVALID,
  token_expired: INVALID,
  token_not_yet_valid: INVALID,
  token_inactive: INVALID,
  malformed_api_key: INVALID,
  sender_constrained_token: INVALID,
  insufficient_scope: FORBIDDEN,
  insufficient_role: FORBIDDEN,
  insufficient_permission: FORBIDDEN,
  keys_unavailable: [503, NO_CODE],
  temporarily_unavailable: [503, NO_CODE],
};

/** A refusal as it has to be: status, reason, challenge and body agree. */
export function assertRefused(answer, reason, scheme = 'Bearer') {
  const [status, code] = ANSWERS[reason];
  assert.equal(answer.json?.reason, reason, `${answer.status} ${answer.body}`);
  assert.equal(answer.status, status);
  assert.equal(answer.json.error, status === 503 ? 'temporarily_unavailable' : (code ?? reason));
  assert.match(answer.json.error_description, /^\S.+[^.]$/);
  assert.equal(answer.headers['cache-control'], 'no-store');
  if (status === 503) {
    assert.match(answer.headers['retry-after'], /^[1-9]\d*$/);
    assert.deepEqual(answer.challenges, [], 'a client cannot mend it by authenticating');
    return;
  }
  const challenge = answer.challenges.find((each) => each.startsWith(`${scheme} `));
  assert.ok(challenge, `there is no ${scheme} challenge in ${answer.challenges}`);
  assert.match(challenge, /realm="[^"]+"/);
  if (scheme === 'Bearer') assert.equal(challenge.match(/ error="([^"]*)"/)?.[1], code);
}

/** An answer of a view. */
export function assertAccepted(answer, status = 200) {
  assert.equal(answer.status, status, answer.body);
  assert.deepEqual(answer.challenges, []);
}
