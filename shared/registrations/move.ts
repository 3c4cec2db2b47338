import { registrationChanged } from '../../events/index.ts';
import type { FormEvent } from '../capture/event-config.ts';
import { type Act, draftEntry, type Lead, noteOnLead } from '../leads/index.ts';
import type { IdSource } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';
import { type EventLedger, putLedger } from './ledger.ts';
import { putRegistration, type Registration } from './registration.ts';
import { putSettleTimer } from './requests.ts';
import { countedWith, isActive } from './rules-places.ts';

/** A registration that changes, with the ledger that counts it: both as they were read. */
export interface Move {
  readonly lead: Lead;
  readonly event: FormEvent;
  /** The ledger to go on from, and the one that stands: another one where a new edition begins. */
  readonly ledger: EventLedger;
  readonly stands: EventLedger | null;
  readonly before: Registration | null;
  readonly after: Registration;
}

/**
 * Returns the writes by which a registration changes: itself, the ledger, what it is found by, and the entry that tells of it. Refused when somebody was
 * quicker with any of it. A place that is given back has the event looked at.
 */
export function moveWrites({ lead, ledger, stands, before, after }: Move, act: Act, ids: Pick<IdSource, 'entryId'>): WriteItem[] {
  const { formId, leadId } = after;
  const counted = countedWith(ledger, before, after);
  const was = before !== null && isActive(before, ledger) ? before : null;
  const is = isActive(after, ledger) ? after : null;
  const isFreed = was?.state === 'confirmed' && is?.state !== 'confirmed';
  const told = tellsOf(before, after);
  return [
    putRegistration(before, after),
    putLedger(stands, counted),
    ...(is && was?.code !== is.code ? [{ Put: { Item: { ...keys.eventCode(formId, after.edition, after.code), leadId } } }] : []),
    ...(was && was.code !== is?.code ? [{ Delete: { Key: keys.eventCode(formId, was.edition, was.code) } }] : []),
    ...(is?.state === 'waiting' && was?.state !== 'waiting' ? [{ Put: { Item: { ...waitingKey(after), leadId } } }] : []),
    ...(was?.state === 'waiting' && is?.state !== 'waiting' ? [{ Delete: { Key: waitingKey(was) } }] : []),
    ...(isFreed ? [putSettleTimer(formId, act.at, leadId, String(counted.version))] : []),
    ...noteOnLead(lead, [draftEntry(registrationChanged, told)], act, ids).writes,
  ];
}

const waitingKey = ({ formId, edition, arrivedAt, leadId }: Registration) => keys.waitingPlace(formId, edition, arrivedAt, leadId);

function tellsOf(stood: Registration | null, after: Registration) {
  const { formId, state, reason, attendedAt, missedAt } = after;
  // What became of an earlier registration is no part of this one.
  const before = stood?.round === after.round ? stood : null;
  if (attendedAt !== undefined && before?.attendedAt === undefined)
    return { formId, state: 'attended', reason: before?.state === 'confirmed' ? 'checkedIn' : 'walkedIn' } as const;
  if (missedAt !== undefined && before?.missedAt === undefined) return { formId, state: 'missed', reason: 'notSeen' } as const;
  const isTakenBack = before?.attendedAt !== undefined && attendedAt === undefined && state === 'confirmed';
  return isTakenBack ? ({ formId, state, reason: 'takenBack' } as const) : { formId, state, reason };
}
