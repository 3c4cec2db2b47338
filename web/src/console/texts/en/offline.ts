import type { offline as vi } from '../vi/offline.ts';

export const offline: typeof vi = {
  waiting: (count: number) => (count === 1 ? '1 act waits for a network' : `${count} acts wait for a network`),
  refused: (count: number) => (count === 1 ? '1 act was not taken' : `${count} acts were not taken`),
  kept: (what: string) => `${what}: kept on this device until there is a network`,
  forLeader: (what: string) => `${what}: the lead is somebody else’s by now, and it is kept for your leader`,
  look: 'Look',
  newVersion: 'There is a new version',
  takeVersion: 'Load it now',
  title: 'Waiting for a network',
  explained: 'These are kept on this device and go by themselves as soon as there is a network, also after the page was closed.',
  refusedTitle: 'Not taken',
  reasons: {
    lost: 'This lead is somebody else’s by now. Tell your team leader what you noted.',
    forLeader: 'This lead is somebody else’s by now. What you noted is kept for your leader to decide.',
    late: 'It waited for more than 7 days and does not go by itself any more. If it is still right, send it again.',
    fault: 'The server did not take it.',
  },
  sendNow: 'Send now',
  understood: 'Understood',
  again: 'Send again',
  drop: 'Discard',
};
