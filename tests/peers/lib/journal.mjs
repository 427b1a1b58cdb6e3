// What clients sent and what reached them, in order; and what may be concluded from it. The journal is only appended to.
//
// A family is a code and all that descends from it. An outcome is `ok`, `refused` (invalid_grant: the answer is final),
// `unknown` (no answer reached the client, or a 503) or `wrong` (any other). An unknown may be either, but never both.

export class Journal {
  #entries = [];

  get entries() {
    return this.#entries;
  }

  /** A server process has started. */
  started() {
    this.#entries.push({ event: 'started' });
  }

  /** Writes down what is sent (`code`, `refresh`, or `replay` of what must be dead), sends it, and writes the answer down. */
  async request(family, kind, given, send) {
    const request = this.#entries.length;
    this.#entries.push({ event: 'sent', family, kind, given });
    const answer = await send().catch(() => undefined);
    const outcome = outcomeOf(answer);
    this.#entries.push({ event: 'answered', request, outcome, status: answer?.status, got: answer?.body?.refresh_token });
    return { outcome, body: answer?.body };
  }
}

function outcomeOf(answer) {
  if (answer === undefined || answer.status === 503) return 'unknown';
  if (answer.status === 200) return 'ok';
  return answer.status === 400 && answer.body?.error === 'invalid_grant' ? 'refused' : 'wrong';
}

/** How many requests ended how. */
export function tally(entries) {
  const counts = { ok: 0, refused: 0, unknown: 0, wrong: 0 };
  for (const { outcome } of requestsOf(entries)) counts[outcome] += 1;
  return counts;
}

/** Everything in a journal that must not be, one line each. */
export function violations(entries) {
  const requests = requestsOf(entries);
  const start = entries.findLastIndex((entry) => entry.event === 'started');
  const families = new Map();
  for (const request of requests) {
    if (!families.has(request.family)) families.set(request.family, []);
    families.get(request.family).push(request);
  }
  const rules = [wrong, twice, forked, lost, revived, accepted, (family) => unasked(family, start)];
  return [...families].flatMap(([name, family]) => rules.flatMap((rule) => rule(family).map((line) => `${name}: ${line}`)));
}

function requestsOf(entries) {
  const requests = new Map();
  entries.forEach((entry, at) => {
    if (entry.event === 'sent') requests.set(at, { ...entry, sent: at, answered: Infinity, outcome: 'unknown' });
    if (entry.event === 'answered') Object.assign(requests.get(entry.request), { ...entry, answered: at });
  });
  return [...requests.values()];
}

function wrong(family) {
  return family.filter(({ outcome }) => outcome === 'wrong').map(({ kind, status }) => `a ${kind} was answered with ${status}`);
}

function twice(family) {
  const redeemed = family.filter(({ kind, outcome }) => kind === 'code' && outcome === 'ok');
  return redeemed.length > 1 ? [`its code was redeemed ${redeemed.length} times`] : [];
}

/** A chain: nothing has two successors, nothing two predecessors. */
function forked(family) {
  const pairs = family.filter(({ outcome }) => outcome === 'ok');
  const forks = [...branches(pairs, 'given', 'got')].map((n) => `a token has ${n} successors`);
  return [...forks, ...[...branches(pairs, 'got', 'given')].map((n) => `a token has ${n} predecessors`)];
}

function* branches(pairs, from, to) {
  const seen = new Map();
  for (const pair of pairs) seen.set(pair[from], (seen.get(pair[from]) ?? new Set()).add(pair[to]));
  for (const { size } of seen.values()) if (size > 1) yield size;
}

/** What the server gave out is good until something is sent that ends it. */
function lost(family) {
  return family.filter(({ outcome }) => outcome === 'refused').flatMap((refused) => {
    const before = family.filter(({ sent }) => sent < refused.answered);
    if (before.some(({ kind }) => kind === 'replay')) return [];
    // A code whose first answer was lost may be spent.
    if (refused.kind === 'code' && before.some((each) => each !== refused && each.kind === 'code')) return [];
    return [`a ${refused.kind} that was never used is refused`];
  });
}

/** Dead is dead. */
function revived(family) {
  const end = Math.min(...family.filter(({ outcome }) => outcome === 'refused').map(({ answered }) => answered));
  return family
    .filter(({ outcome, sent }) => outcome === 'ok' && sent > end)
    .map(({ kind }) => `a ${kind} succeeded after the family was refused`);
}

function accepted(family) {
  return family.filter(({ kind, outcome }) => kind === 'replay' && outcome === 'ok').map(() => 'a replay was accepted');
}

/** Nothing is proven by silence: since the last start each family has been asked for, and has answered. */
function unasked(family, start) {
  if (!family.some(({ outcome }) => outcome === 'ok')) return [];
  const asked = family.some(({ sent, outcome }) => sent > start && outcome !== 'unknown');
  return asked ? [] : ['nobody asked after the start whether it lives'];
}
