import { type Lead, zoneOf } from '../leads/index.ts';
import type { MailPlan } from '../mail/index.ts';
import type { LeadFacts } from '../segments/index.ts';
import { type DueMail, leaving, planMails, type Receiver } from '../sequences/index.ts';
import { byDayOf, heldUntil } from './rules-day.ts';
import type { FollowedRun, ReceiverFacts } from './sequence-facts.ts';

/** Returns what decides about the mails of a lead at a moment. */
export function receiverOf(
  lead: Pick<Lead, 'leadId' | 'email' | 'status' | 'consent' | 'region' | 'phone'>,
  { address, addressProblem, talk, slots }: ReceiverFacts,
  company: { readonly timeZone: string },
  now: Date,
): Receiver {
  const { suppression, choices, awayUntil } = address;
  const timeZone = zoneOf(lead, company.timeZone);
  const byDay = byDayOf(lead.leadId, timeZone);
  const held = heldUntil(talk, timeZone, now);
  return {
    isReachable: lead.email !== null && suppression === undefined && addressProblem === null,
    isDisqualified: lead.status === 'disqualified',
    mayBeContacted: lead.consent.contact?.granted === true,
    refusedAll: choices?.refusedAll !== undefined,
    refusedTopics: Object.keys(choices?.refused ?? {}),
    confirmedTopics: Object.keys(choices?.confirmed ?? {}),
    pausedUntil: choices?.pausedUntil === undefined ? null : new Date(choices.pausedUntil),
    awayUntil: awayUntil === undefined ? null : new Date(awayUntil),
    heldUntil: held && byDay(held),
    slotsFreeAt: slots.day.freeAt,
    slotMs: slots.day.restMs,
    promised: slots.promise,
    byDay,
  };
}

/** A mail of a sequence, as its rules see it. */
export interface AskedSequenceMail {
  readonly request: Pick<DueMail, 'sequenceId' | 'run' | 'stepId'>;
  readonly lead: Lead;
  readonly company: { readonly timeZone: string };
  /** Runs of the lead that rest at a mail, the one that is asked about among them. */
  readonly runs: readonly FollowedRun[];
  /** The mails at which they rest. */
  readonly due: readonly DueMail[];
  readonly receiver: ReceiverFacts;
  /** What exits and goals are held against. */
  readonly leavingFacts: LeadFacts;
}

/** Decides whether a mail of a sequence goes out now: beside all others of its lead, so that the most urgent one goes first. */
export function planSequenceMail({ request, lead, company, runs, due, receiver, leavingFacts }: AskedSequenceMail, now: Date): MailPlan {
  const left = new Map(
    runs.flatMap(({ enrolment, sequence }) => {
      const leaves = leaving(sequence, leavingFacts, now);
      return leaves ? [[enrolment.sequenceId, leaves.reason] as const] : [];
    }),
  );
  const leaves = left.get(request.sequenceId);
  if (leaves) return { act: 'skip', why: leaves };
  if (receiver.addressProblem) return { act: 'skip', why: receiver.addressProblem };
  const isOwn = ({ sequenceId, run, stepId }: Pick<DueMail, 'sequenceId' | 'run' | 'stepId'>) =>
    sequenceId === request.sequenceId && run === request.run && stepId === request.stepId;
  const own = due.find(isOwn);
  if (!own) return { act: 'skip', why: 'templateGone' };
  // What will not go takes no place before one that will.
  const staying = due.filter(({ sequenceId }) => !left.has(sequenceId));
  const planned = planMails(staying, receiverOf(lead, receiver, company, now), now).find(isOwn);
  if (!planned) return { act: 'postpone', until: own.dueAt, why: 'notDue' };
  if (planned.act === 'skip') return { act: 'skip', why: planned.reason };
  if (planned.at > now) return { act: 'postpone', until: planned.at, why: planned.waitsFor ?? 'notDue' };
  const isProven = own.purpose === 'advertising' || receiver.address.provenAt !== undefined;
  return lead.email === null ? { act: 'skip', why: 'noAddress' } : { act: 'send', to: lead.email, isProven, plannedFor: planned.at };
}
