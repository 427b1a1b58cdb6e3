// People of the provider under test.

import { peer } from '../../lib/peer.mjs';

export const users = { alice: peer.user, bob: peer.other };
