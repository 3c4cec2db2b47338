import type { shell as vi } from '../vi/shell.ts';

export const shell: typeof vi = {
  name: 'Phễu',
  rooms: { work: 'Work', lead: 'Lead', add: 'Add', find: 'Find', me: 'Me' },
  navigation: 'Rooms',
  skip: 'Skip to the content',
  loading: 'Loading…',
  retry: 'Try again',
  offlineTitle: 'No network',
  offline: 'The server has not answered. Check the network and try again; nothing that was saved is lost.',
  roomFailedTitle: 'This did not load',
  roomFailed: 'The network was lost, or there is a new version. Reload the page; whatever waits to be sent is still there.',
  reload: 'Reload the page',
  failedTitle: 'This did not open',
  failed: (id: string) => `The failure was logged. If you need help, give the code ${id}.`,
  nowhereTitle: 'There is no such page',
  nowhere: 'The address may be an old one.',
  home: 'Go to the first page',
};
