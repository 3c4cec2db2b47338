import type { parts as vi } from '../vi/parts.ts';

export const parts: typeof vi = {
  close: 'Close',
  undo: 'Undo',
  hasten: 'Do it now',
  takenBack: 'It is taken back',
  notTakenBack: 'It was not taken back. Check the network and try again.',
  old: 'There is no network. You see what was there the last time.',
  goneTitle: 'Not here',
  gone: 'It is no more, or it is not yours.',
};
