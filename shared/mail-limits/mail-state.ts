import type { MailStateView } from '../../api/mail/mail-state-view.ts';
import type { Clock } from '../platform/clock.ts';
import type { Table } from '../platform/table.ts';
import { type MailStatus, readMailStatus } from './by-hand.ts';
import { type EndedPause, readEndedPauses } from './ended-pause.ts';

export interface MailStateParts {
  readonly table: Pick<Table, 'get' | 'query'>;
  readonly clock: Clock;
}

/** Reads whether mails to people go out, and which pauses somebody ended. */
export async function readMailState({ table, clock }: MailStateParts): Promise<MailStateView> {
  const [status, ended] = await Promise.all([readMailStatus(table, clock()), readEndedPauses(table)]);
  return mailStateView(status, ended);
}

/** Puts into the words of the API how mails to people stand. */
export function mailStateView(status: MailStatus, ended: readonly EndedPause[]): MailStateView {
  const { isPaused, pausedAt, pausedUntil, pauseReason, advertisingPausedAt, pausedFor, isNearPause, complaints, bounces, total } = status;
  const all = isPaused && pausedUntil !== undefined;
  return {
    advertising: advertisingPausedAt === undefined ? null : { since: advertisingPausedAt, dueTo: pausedFor },
    all: all ? { since: pausedAt ?? pausedUntil, until: pausedUntil, why: pauseReason ?? 'bounces', dueTo: pausedFor } : null,
    isNearPause,
    complaints,
    bounces,
    total,
    ended: ended.map(({ returned, mails, advertisingSince = null, allSince = null, ...pause }) => ({
      ...pause,
      advertisingSince,
      allSince,
      dueTo: { returned, mails },
    })),
  };
}

export { endPauses } from './resume.ts';
