import type { WhyMessageView } from '../../api/messages/why-message-view.ts';
import type { Mail } from '../mail/index.ts';
import type { StepId } from '../platform/ids.ts';
import type { Enrolment } from '../sequences/index.ts';

/** What became of the mail of a step, or will. */
export type Why = Omit<WhyMessageView, 'sequenceId' | 'stepId' | 'run' | 'summary'>;

/** What was stored about the mail of a step. */
export interface StoredOfStep {
  /** Null where the lead never was in the sequence. */
  readonly enrolment: Enrolment | null;
  /** Undefined where nothing was decided about it yet. */
  readonly mail: Mail | undefined;
  /** The step sends a mail. */
  readonly isMail: boolean;
}

const nothing = { reason: null, at: null, until: null, templateVersion: null } as const;

/** Tells what became of the mail of a step in a run, from the mail where it is settled, else from where the run stands. */
export function whyOf(stepId: StepId, { enrolment, mail, isMail }: StoredOfStep, now: Date): Why {
  if (!enrolment) return { state: 'neverIn', standsAt: null, ...nothing };
  const standsAt = standsAtOf(enrolment);
  if (mail && mail.status !== 'planned') return { standsAt, ...nothing, ...settled(mail) };
  if (enrolment.done.includes(stepId)) return { state: 'passedOver', standsAt, ...nothing };
  if (!isMail) return { state: 'noSuchMail', standsAt, ...nothing };
  const { ended } = enrolment;
  if (ended) return { state: 'runEnded', standsAt, ...nothing, reason: ended.reason, at: ended.at };
  if (enrolment.stepId !== stepId) return { state: 'notReached', standsAt, ...nothing };
  return { standsAt, ...nothing, ...resting(enrolment, mail, now) };
}

function standsAtOf({ state, stepId, dueAt, waits }: Enrolment): Why['standsAt'] {
  return state === 'active' ? { stepId, dueAt, waitsFor: waits ? [...waits.event.types] : null } : null;
}

type Settled = Pick<Why, 'state'> & Partial<Pick<Why, 'reason' | 'at' | 'templateVersion'>>;

function settled(mail: Mail): Settled {
  const { status, updatedAt: at } = mail;
  const reason = mail.reason ?? null;
  switch (status) {
    case 'sent':
      return { state: 'sent', at, templateVersion: mail.templateVersion ?? null };
    case 'skipped':
      return { state: 'skipped', reason, at };
    case 'failed':
      return { state: 'failed', reason, at };
    default:
      return { state: 'sending', at };
  }
}

/** Of a mail at which the run rests: decided upon already, or not yet. */
function resting(
  { dueAt }: Enrolment,
  mail: Mail | undefined,
  now: Date,
): Pick<Why, 'state'> & Partial<Pick<Why, 'reason' | 'at' | 'until'>> {
  if (mail?.waitsUntil !== undefined) return { state: 'waits', reason: mail.reason ?? null, at: mail.updatedAt, until: mail.waitsUntil };
  const isDue = mail !== undefined || dueAt === null || Date.parse(dueAt) <= now.getTime();
  return isDue ? { state: 'sending' } : { state: 'waits', reason: 'notDue', until: dueAt };
}
