import { leadOfferRetimed, leadUnassigned, type RecallRequest } from '../../events/index.ts';
import { draftEntry, type Lead, noteOnLead } from '../leads/index.ts';
import { opportunitiesAssignedAs } from '../needs/index.ts';
import { isoTime } from '../platform/clock.ts';
import type { WriteItem } from '../platform/table.ts';
import { readSeat } from '../seats/index.ts';
import { askedUntil, asksForAnswer, readTasks, writeTasks } from '../tasks/index.ts';
import type { Assignment, PassedOffer } from './assignment.ts';
import { changeAssignment } from './change-assignment.ts';
import { putExpiryTimer } from './offer-timers.ts';
import type { AssignParts } from './parts.ts';
import { currentRules } from './read-rules.ts';
import { poolInCharge } from './rules-assignment.ts';
import { type Offered, passedWith } from './rules-offers.ts';
import { type Outlook, outlookOf, remindsAt } from './rules-retiming.ts';
import { readDecisionAbout, readPoolState, retimeAssignment } from './store.ts';

/** What is written of a request to take something back. */
export interface TakenBack {
  readonly writes: readonly WriteItem[];
  /** The offer that the ledger of the pool takes back; null: none. */
  readonly returned: PassedOffer | null;
  /** Whether nobody has the subject once the writes are done. */
  readonly isEnded: boolean;
}

/**
 * Finds out what becomes of an offer whose time may be up, by hours, leave and rules as they are now: it ends, goes on until another moment, or is taken from a
 * rep who is away.
 */
export async function lookAtOffer(lead: Lead, offer: Offered, request: RecallRequest, parts: AssignParts): Promise<TakenBack> {
  const { table, config, clock } = parts;
  const at = clock();
  const [rules, { duty }] = await Promise.all([currentRules(config), readPoolState(table, offer.poolId)]);
  const outlook = outlookOf(offer, rules, duty?.[offer.repId], at);
  if (outlook.kind === 'open')
    return {
      writes: await goesOn(lead, offer, { ...outlook, remindAt: remindsAt(offer, rules) }, request, parts),
      returned: null,
      isEnded: false,
    };
  const { decisionId, correlationId } = request;
  const isAway = outlook.kind === 'away';
  const passed = passedWith(offer, { how: 'expired', ...(isAway ? { isExcused: true as const } : {}) }, at);
  const clocks = { offeredAt: offer.since, slaDueAt: offer.slaDueAt };
  const reason = isAway ? 'excused' : 'expired';
  const writes = await takenFrom(lead, offer, { reason, decisionId, correlationId, clocks, passed }, parts);
  return { writes, returned: isAway && !outlook.isOwnDoing ? await creditedFor(lead, offer, passed, parts) : null, isEnded: true };
}

/** Who is on leave was not to be given it: it counts no more as given. Whoever goes off duty has had their turn. */
async function creditedFor(
  { leadId }: Lead,
  { subject, decisionId }: Offered,
  passed: readonly PassedOffer[],
  { table }: AssignParts,
): Promise<PassedOffer | null> {
  const decision = await readDecisionAbout(table, { leadId, subject }, decisionId);
  const last = passed.at(-1);
  return decision && last ? { ...last, creditDue: decision.credit } : null;
}

/** The timer is set also where nothing has changed: it may have come before its time. */
async function goesOn(
  lead: Lead,
  offer: Offered,
  { slaDueAt, lookAt, remindAt }: Extract<Outlook, { kind: 'open' }> & { readonly remindAt: Date | null },
  { correlationId }: RecallRequest,
  { table, ids, clock }: AssignParts,
): Promise<readonly WriteItem[]> {
  const { subject, poolId, repId, decisionId } = offer;
  const at = clock();
  const timer = putExpiryTimer({ leadId: lead.leadId, subject, poolId, decisionId, correlationId }, isoTime(lookAt), at);
  if (slaDueAt === offer.slaDueAt) return [timer];
  const tasks = (await readTasks(table, lead)).filter((task) => task.status === 'open' && task.subject === subject && asksForAnswer(task));
  const told = draftEntry(leadOfferRetimed, { subject, repId, poolId, decisionId, slaDueAt, fromSlaDueAt: offer.slaDueAt });
  const act = { at, actor: { kind: 'system', id: 'assign-leads' }, cause: { correlationId, causationId: decisionId } } as const;
  return [
    retimeAssignment(offer, slaDueAt),
    ...writeTasks(
      tasks.map((task) => askedUntil(task, slaDueAt, remindAt ? isoTime(remindAt) : null)),
      at,
    ),
    ...noteOnLead(lead, [told], act, ids).writes,
    timer,
  ];
}

interface Taking {
  readonly reason: 'expired' | 'excused' | 'recalled' | 'declined';
  readonly decisionId: string;
  readonly correlationId: string;
  readonly clocks?: { readonly offeredAt: string; readonly slaDueAt: string };
  readonly passed?: PassedOffer[];
}

/** Returns the writes by which a rep has a subject no more, and its pool looks for another one. */
export async function takenFrom(
  lead: Lead,
  assignment: Assignment & { repId: string },
  { reason, decisionId, correlationId, clocks, passed }: Taking,
  { table, ids, clock }: AssignParts,
): Promise<readonly WriteItem[]> {
  const { subject, poolId, repId } = assignment;
  const [seat, tasks, opportunities] = await Promise.all([
    readSeat(table, lead.leadId, repId),
    readTasks(table, lead),
    opportunitiesAssignedAs(table, lead, subject),
  ]);
  return changeAssignment({
    lead,
    subject,
    before: assignment,
    to: { state: 'waiting', poolId: poolInCharge(lead, assignment), repId: null, decisionId: null, ...(passed ? { passed } : {}) },
    entries: [draftEntry(leadUnassigned, { subject, poolId, repId, reason, decisionId, ...clocks })],
    seats: seat ? [seat] : [],
    tasks,
    opportunities,
    ids,
    at: clock(),
    actor: { kind: 'system', id: 'assign-leads' },
    cause: { correlationId, causationId: decisionId },
  });
}
