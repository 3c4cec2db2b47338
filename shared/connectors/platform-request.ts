import { CallEnded } from '../calls/index.ts';

/** The work that goes on with what a platform answered; apart from it, for calls need no more of it. */
export const platformCallEnded = { kind: 'followPlatformCall' as const, schema: CallEnded };
