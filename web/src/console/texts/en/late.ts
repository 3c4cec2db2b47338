import type { late as vi } from '../vi/late.ts';

export const late: typeof vi = {
  title: 'Noted late, for you to decide',
  explained: 'A rep noted this without a network; when it could be sent, the lead was somebody else’s.',
  none: 'Nothing waits for you to decide.',
  note: 'Note',
  notedBy: (who: string, at: string) => `${who} noted it at ${at}`,
  callsAt: (at: string) => `Wants to be called again: ${at}`,
  apply: 'Apply',
  dismiss: 'Dismiss',
  states: { applied: 'Applied', dismissed: 'Dismissed' },
};
