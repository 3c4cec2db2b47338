import type { start as vi } from '../vi/start.ts';

export const start: typeof vi = {
  ways: 'What you can do here',
  names: { find: 'Find a lead', add: 'Add a lead', me: 'Account and notices' },
  what: {
    find: 'By name, the last 4 digits, or e-mail',
    add: 'Enter who calls or walks in; you are told at once if they are known',
    me: 'How you are notified, language, appearance, signing out',
  },
  withoutContact:
    'Open a lead by a link of a mail or a report: this role sees source, score and history, and neither name, number nor e-mail.',
  later: 'This role has no list of calls of its own. The pages that are for this role alone come with later versions.',
};
