import type { find as vi } from '../vi/find.ts';

export const find: typeof vi = {
  title: 'Find a person',
  label: 'Name, last 4 digits, or email',
  hint: 'Type a name without accents, the last 4 digits, or an email.',
  recent: 'Opened last',
  results: (count: number) => (count === 1 ? '1 person' : `${count} people`),
  none: 'Nobody found. Try the last 4 digits, or one more word of the name.',
  more: 'There may be others: type one more word or digit.',
  add: 'Add a new person',
  keys: '↑ ↓ to choose, Enter to open',
  failed: 'The search did not work. Check the network and type again.',
};
