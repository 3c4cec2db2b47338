import type { MailRequest } from '../../events/index.ts';
import { isoTime, minutesMs, secondsMs } from '../platform/clock.ts';
import type { Log, LogFields } from '../platform/logging.ts';
import type { WriteItem } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { meetHeldMail } from './doubt.ts';
import { noteLost } from './errors.ts';
import { endWith, followOf } from './follow.ts';
import { type GateParts, queueNameOf, queueOf } from './gate-parts.ts';
import type { Postponed, Unsent } from './product.ts';
import { isFree, type PlannedMail } from './record.ts';
import { refuseMail } from './settle.ts';
import { readMail, skipMail, waitingMail } from './store.ts';

/** Timers are looked at once a minute: a shorter wait lies in the message. */
const shortWaitMs = 2 * minutesMs;

export const noteUnneeded = (fields: LogFields, log: Log): void => log.info('mail not needed', fields);

/** Ends a mail before an attempt, with its reason. One whose worker died in an attempt is ended as any that is in doubt. */
export async function leaveUnsent(request: MailRequest, unsent: Unsent | Postponed, planned: PlannedMail, parts: GateParts): Promise<void> {
  const { leadId, mailId, kind } = planned;
  if (unsent.act === 'postpone') return postpone(request, unsent, planned, parts);
  if (unsent.act === 'leave') return noteUnneeded({ leadId, mailId, kind, why: unsent.why }, parts.log);
  const isSkipped = unsent.act === 'skip';
  const now = parts.clock();
  const recorded = isSkipped
    ? await skipMail(parts.table, planned, unsent.why, now, followOf(planned, { kind: 'skipped', why: unsent.why }, now, parts))
    : await refuseMail(
        parts.table,
        planned,
        unsent.reason,
        now,
        parts.ids,
        followOf(planned, { kind: 'failed', reason: unsent.reason }, now, parts),
      );
  const begun = recorded ? undefined : await readMail(parts.table, leadId, mailId);
  // One that failed is told of again: the worker that noted it may have died before.
  if (begun && !isFree(begun) && begun.status !== 'failed') return meetHeldMail(request, leadId, parts);
  const fields = { leadId, mailId, kind, recorded };
  if (isSkipped) return noteUnneeded({ ...fields, why: unsent.why }, parts.log);
  noteLost('mail will not be sent', planned, { ...fields, reason: unsent.reason }, parts.log);
}

/** Has a mail decided upon again later, and keeps what it waits for. The same wait asks for the same timer, so that a second delivery changes nothing. */
async function postpone(request: MailRequest, postponed: Postponed, planned: PlannedMail, parts: GateParts): Promise<void> {
  const { retry: _retry, waitsSince: _since, ...message } = request;
  const { until, why } = postponed;
  const { leadId, mailId, kind } = planned;
  const now = parts.clock();
  const waitMs = until.getTime() - now.getTime();
  const isShort = waitMs < shortWaitMs;
  const timer = {
    timerId: timerIdFor('quiet', request.leadId, mailId),
    dueAt: isoTime(until),
    queue: queueNameOf(kind, parts.products),
    message,
  };
  const writes: WriteItem[] = [waitingMail(planned, postponed, now), ...(isShort ? [] : [putTimer(timer)])];
  // One that is decided upon in a moment has nothing to tell.
  const follow = isShort ? undefined : followOf(planned, { kind: 'waits' }, now, parts);
  if (!(await endWith(parts.table, { writes, entries: [] }, follow))) return meetHeldMail(request, leadId, parts);
  if (isShort) await queueOf(kind, parts).send({ body: message, delaySeconds: Math.max(1, Math.ceil(waitMs / secondsMs)) });
  parts.log.info('mail waits', { leadId, mailId, kind, why, until: isoTime(until) });
}
