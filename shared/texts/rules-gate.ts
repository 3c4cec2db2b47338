import { nextWithinHours, textHours } from '../calendar/index.ts';
import type { Lead } from '../leads/index.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import type { ScriptConfig } from './script-config.ts';

/** So many texts of the company a number gets within 24 hours, of all scripts and reps together (Decree 91/2020, Art. 13). */
export const mostADay = 3;

export type RefusedReason =
  | 'noNumber'
  | 'disqualified'
  | 'notAccepted'
  | 'refusedContact'
  | 'refusedAdvertising'
  | 'doNotCall'
  | 'noConsent';
export type LaterReason = 'quietHours' | 'dailyLimit';

/** Whether a text may be sent. `later`: from a moment on, and not before. */
export type GateAnswer =
  | { readonly answer: 'allowed' }
  | { readonly answer: 'later'; readonly from: Date; readonly reason: LaterReason }
  | { readonly answer: 'refused'; readonly reason: RefusedReason };

/** What of a script the gate asks for. */
export interface Gated extends Pick<ScriptConfig, 'purpose'> {
  readonly agreedBy?: readonly string[] | undefined;
}

/** What is known of whoever would get a text. */
export interface Receiver {
  readonly lead: Pick<Lead, 'consent' | 'status'>;
  readonly hasNumber: boolean;
  /** Whether the rep was only offered the lead so far. */
  readonly isOffered: boolean;
  /** Whether the number is on the list of those who want no advertising. */
  readonly isOnDoNotCall: boolean;
  /** By whose clocks the person lives. */
  readonly timeZone: string;
  /** When texts went to the number, in any order; those of the last day at least. */
  readonly sentAt: readonly string[];
}

/**
 * Decides whether a text may be sent at a moment: within 07:00–22:00 by the clocks of the person, so many a day, and advertising only to whoever agreed to
 * it. What is too early or too much is put off to the first moment at which it may go, and not dropped.
 */
export function gateText({ purpose, agreedBy = [] }: Gated, receiver: Receiver, at: Date): GateAnswer {
  const reason = refusal({ purpose, agreedBy }, receiver);
  if (reason) return { answer: 'refused', reason };
  const { sentAt, timeZone } = receiver;
  const room = roomFrom(sentAt, at);
  const from = nextWithinHours(textHours, room, timeZone);
  if (from <= at) return { answer: 'allowed' };
  return { answer: 'later', from, reason: room > at ? 'dailyLimit' : 'quietHours' };
}

function refusal(
  { purpose, agreedBy }: { readonly purpose: ScriptConfig['purpose']; readonly agreedBy: readonly string[] },
  { lead, hasNumber, isOffered, isOnDoNotCall }: Receiver,
): RefusedReason | null {
  const { contact, newsletter } = lead.consent;
  if (!hasNumber) return 'noNumber';
  if (contact?.granted === false) return 'refusedContact';
  if (lead.status === 'disqualified') return 'disqualified';
  if (isOffered) return 'notAccepted';
  if (purpose === 'service') return null;
  if (newsletter?.granted === false) return 'refusedAdvertising';
  if (isOnDoNotCall) return 'doNotCall';
  // The text that the person agreed to has to name the channel: who wants news by e-mail has not asked for texts.
  const hasAgreed = [contact, newsletter].some((grant) => grant?.granted === true && agreedBy.includes(grant.textVersion));
  return hasAgreed ? null : 'noConsent';
}

/** Returns the first moment, not before `at`, at which fewer than so many texts went out within the day before it. */
function roomFrom(sentAt: readonly string[], at: Date): Date {
  const nth = sentAt.map((moment) => Date.parse(moment)).toSorted((one, other) => other - one)[mostADay - 1];
  return nth === undefined ? at : new Date(Math.max(at.getTime(), addMs(new Date(nth), daysMs).getTime()));
}
