import type { Both } from '../leads/event-sentence.ts';
import { type AssignmentState, DisqualifyReason, type Lead, type LeadStatus, type StatusReason } from '../leads/record.ts';
import { statusNames } from '../leads/sentences.ts';

/** What a person, or a rule about calls, may give as the reason of a status. */
const reasonsOf: Readonly<Record<LeadStatus, readonly StatusReason[]>> = {
  active: ['mistake', 'other'],
  disqualified: DisqualifyReason.options,
  recycled: ['notNow', 'noNeed', 'unreached', 'other'],
  retired: ['silent', 'noNeed', 'unreached', 'other'],
};

/** What brings a lead back to work by itself. */
export type Return = Extract<StatusReason, 'post' | 'heat' | 'act' | 'purchase'>;

/** Whoever does not want to be written to, or is nobody, stays away whatever comes in under their name. */
const forGood: readonly StatusReason[] = ['refusedContact', 'spam'];

/** Says why a lead cannot come to a status for a reason; null: it can. */
export function whyNot(lead: Pick<Lead, 'status' | 'stage'>, to: LeadStatus, reason: StatusReason): Both | null {
  const names = statusNames[to];
  if (lead.status === to) return { vi: `Lead đã ở trạng thái ${names.vi}.`, en: `The lead is ${names.en} already.` };
  if (!reasonsOf[to].includes(reason)) {
    const reasons = reasonsOf[to].join(', ');
    return { vi: `Lý do của trạng thái ${names.vi}: ${reasons}.`, en: `The reasons for ${names.en} are ${reasons}.` };
  }
  if (to === 'retired' && isCustomer(lead)) return { vi: 'Không ngừng chăm sóc khách hàng.', en: 'A customer is never retired.' };
  return null;
}

export const isCustomer = ({ stage }: Pick<Lead, 'stage'>): boolean => stage === 'customer' || stage === 'repeat';

/**
 * Tells whether a lead that is worked with has been silent since a moment and nobody has done anything about it either. What still may be
 * sold to the person is no silence.
 */
export function isSilent(
  { status, stage, updatedAt, evidence }: Pick<Lead, 'status' | 'stage' | 'updatedAt' | 'evidence'>,
  since: Date,
): boolean {
  return status === 'active' && !isCustomer({ stage }) && evidence.opportunities.open === 0 && Date.parse(updatedAt) <= since.getTime();
}

/**
 * Returns where the assignment of a lead goes with its status; null: it stays, so that whoever had a retired lead has it when it comes back.
 * `back`: where a lead goes with which nobody worked, once somebody does again.
 */
export function assignmentFor(
  lead: Pick<Lead, 'routing'>,
  to: LeadStatus,
  back: Extract<AssignmentState, 'waiting' | 'marketing'> = 'waiting',
): AssignmentState | null {
  const state = lead.routing?.state;
  if (state === undefined) return null;
  const target = { active: back, disqualified: 'ended', recycled: 'marketing', retired: null } as const satisfies Record<
    LeadStatus,
    AssignmentState | null
  >;
  const isApart = state === 'ended' || state === 'marketing';
  if (to === 'active' && !isApart) return null;
  return target[to] === state ? null : target[to];
}

/** Tells whether something that happened at a moment brings a lead back to work. */
export function comesBack({ status, statusSet, consent }: Pick<Lead, 'status' | 'statusSet' | 'consent'>, by: Return, at: string): boolean {
  if (status === 'active' || (statusSet !== undefined && at <= statusSet.at)) return false;
  switch (status) {
    case 'disqualified':
      // Who was nobody for another reason may have refused contact since.
      return (
        (by === 'post' || by === 'purchase') && consent.contact?.granted !== false && !(statusSet && forGood.includes(statusSet.reason))
      );
    case 'recycled':
      return by !== 'act';
    case 'retired':
      return true;
  }
}
