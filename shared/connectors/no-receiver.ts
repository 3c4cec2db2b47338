import type { Receiver, Taker } from './connector-type.ts';

/** A type that is configured before this version of the code knows it: the platform tries again. */
export const noReceiver: Receiver = { secrets: [], read: () => ({ kind: 'refused', reason: 'unknownType' }) };
export const noTaker: Taker = { take: () => ({ kind: 'failed', reason: 'unknownType' }) };
