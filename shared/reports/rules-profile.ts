import { fromPlaces } from './rules-sources.ts';

/** Who comes, and who of them buys: by where they live, how old they are, what firm they are of. What nobody said is a row of its own. */
export const profile = fromPlaces('profile', ['region', 'province', 'ageBand', 'industry', 'sizeBand', 'incomeBand', 'kind']);
