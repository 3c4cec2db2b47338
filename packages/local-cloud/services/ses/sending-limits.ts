import { ServiceError } from '../service-error.ts';

/** What SES lets an account send. Both limits count recipients, not mails; undefined: no limit. */
export interface SendingLimits {
  readonly maxSendRate: number | undefined;
  readonly max24HourSend: number | undefined;
}

/** Recipients of one mail, and when SES took it. */
export interface CountedSend {
  readonly atMs: number;
  readonly recipients: number;
}

export interface SendingMeter {
  limits: SendingLimits;
  /** Counts a mail that SES takes. @throws ServiceError, as SES does, when the second or the day is used up; such a mail counts for nothing. */
  count(recipients: number): void;
  sentLastDay(): number;
  snapshot(): readonly CountedSend[];
  restore(sends: readonly CountedSend[]): void;
}

const secondMs = 1_000;
const dayMs = 24 * 3_600_000;

/**
 * Counts what an account sends in any second and in any 24 hours. While anything is left a mail is taken whole, to however many recipients;
 * what it takes too much is missing from what follows.
 */
export function createSendingMeter(now: () => number, limits: SendingLimits): SendingMeter {
  const lastSecond = createWindow(secondMs);
  const lastDay = createWindow(dayMs);
  return {
    limits,
    count(recipients) {
      const atMs = now();
      if (lastDay.sumAt(atMs) >= (this.limits.max24HourSend ?? Number.POSITIVE_INFINITY))
        throw new ServiceError('LimitExceededException', 'Daily message quota exceeded.');
      if (lastSecond.sumAt(atMs) >= (this.limits.maxSendRate ?? Number.POSITIVE_INFINITY))
        throw new ServiceError('TooManyRequestsException', 'Maximum sending rate exceeded.', { status: 429 });
      for (const window of [lastSecond, lastDay]) window.add({ atMs, recipients });
    },
    sentLastDay: () => lastDay.sumAt(now()),
    snapshot: () => lastDay.all(now()),
    restore(sends) {
      for (const send of sends) lastDay.add(send);
    },
  };
}

/** A sum over the last moments, kept as they pass: nothing is added up again for a mail. */
function createWindow(lengthMs: number) {
  let sends: CountedSend[] = [];
  let first = 0;
  let sum = 0;
  const forget = (nowMs: number): void => {
    for (let oldest = sends[first]; oldest !== undefined && oldest.atMs <= nowMs - lengthMs; oldest = sends[first]) {
      sum -= oldest.recipients;
      first += 1;
    }
    if (first <= sends.length / 2) return;
    sends = sends.slice(first);
    first = 0;
  };
  return {
    add(send: CountedSend): void {
      sends.push(send);
      sum += send.recipients;
    },
    sumAt(nowMs: number): number {
      forget(nowMs);
      return sum;
    },
    all(nowMs: number): readonly CountedSend[] {
      forget(nowMs);
      return sends.slice(first);
    },
  };
}
