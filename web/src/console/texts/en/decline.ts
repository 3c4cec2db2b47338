import type { Texts } from '../vi.ts';

export const decline: Texts['decline'] = {
  act: 'Decline this lead',
  short: 'Decline',
  title: (name) => `Decline: ${name}`,
  note: 'To your leader (optional)',
  hint: 'Choose a reason; after ten seconds the next rep of the pool is asked. Until then you can take it back.',
  reasons: {
    wrongTerritory: 'Wrong territory',
    noCapacity: 'Too many leads already',
    duplicate: 'Same as another lead',
    spam: 'Spam',
    other: 'Another reason',
  },
  declined: 'The lead was given back',
};
