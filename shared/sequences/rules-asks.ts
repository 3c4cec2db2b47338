import type { DetailType } from '../../events/index.ts';
import type { SequenceId } from '../platform/ids.ts';
import { type Conditions, partsOf, type SegmentRule } from '../segments/rule-config.ts';
import type { MomentOf } from './moment-config.ts';
import { isMomentWait } from './rules-moments.ts';
import { isByRules, type ToldEvent, triggeredBy } from './rules-triggers.ts';
import type { SequenceConfig } from './sequence-config.ts';

/** Returns the sequences that an entry of a lead's history puts the lead into, if their rules let it in. Those that are paused put in nobody. */
export function startedBy(event: ToldEvent, sequences: readonly SequenceConfig[]): SequenceId[] {
  return sequences.filter((sequence) => sequence.state === 'on' && triggeredBy(sequence, event) !== undefined).map(({ id }) => id);
}

/** Returns an entry as triggers are to see it: a stage that follows from a level which new rules gave follows from the rules. */
export function asMoved(event: ToldEvent, told: readonly ToldEvent[]): ToldEvent {
  const follows = event.type === 'lead.stage_changed' && event.data.reason === 'evidence' && told.some(isByRules);
  return follows ? { type: event.type, data: { ...event.data, reason: 'rules' } } : event;
}

/** Events after which nobody may write to a lead any more, or after which it is somewhere else on its way. */
const alwaysTurning: readonly string[] = ['lead.stage_changed', 'lead.status_changed', 'lead.consent_changed'] satisfies DetailType[];

const details = ['lead.updated', 'submission.linked'] as const;
const orders = ['purchase.recorded', 'purchase.fact_voided', 'lead.cart_bought'] as const;
const calls = ['call.logged', 'call.undone'] as const;
const needs = [
  'opportunity.opened',
  'opportunity.reopened',
  'opportunity.changed',
  'opportunity.won',
  'opportunity.lost',
  'lead.accepted',
] as const;
const heard = ['lead.qualified', ...details, ...calls, ...needs] as const;

/** What tells that a lead may answer a condition otherwise than before, beside what always does; nothing where time or the first touch alone decides. */
const turningBy = {
  region: details,
  province: details,
  kind: details,
  source: [],
  campaign: [],
  fields: details,
  profile: details,
  product: heard,
  tag: details,
  locale: details,
  consent: [],
  registration: ['registration.changed', 'lead.merged', 'lead.merge_undone'],
  stage: [],
  status: [],
  temperature: ['lead.temperature_changed'],
  fit: ['lead.fit_changed'],
  qualification: heard,
  confirmed: heard,
  quoteAsked: heard,
  leftCart: ['lead.cart_left', ...orders],
  reached: calls,
  openOpportunities: needs,
  acceptedOpportunities: needs,
  wonOpportunities: needs,
  paidPurchases: orders,
  netPaid: orders,
  bought: orders,
  created: [],
  active: [...details, ...calls, ...orders],
  stageSince: [],
  statusSince: [],
  lastPaid: orders,
  lastOrdered: orders,
} satisfies Record<keyof Conditions, readonly DetailType[]>;

/** Tells whether an entry may have brought a lead to the goal of a sequence, or to one of its exits. */
function mayEnd({ goal, exits }: SequenceConfig, type: string): boolean {
  const rules = [...(goal ? [goal] : []), ...exits.map((exit) => exit.if)];
  return rules.flatMap((rule) => [...partsOf(rule)]).some(({ rule }) => mayTurn(rule, type));
}

function mayTurn(rule: SegmentRule, type: string): boolean {
  const asked: Readonly<Record<string, unknown>> = { ...rule };
  return Object.entries(turningBy).some(([name, types]) => asked[name] !== undefined && types.some((one) => one === type));
}

/** Tells whether a run may wait for an entry, or end by it: then it is looked at at once, and not only when its next step is due. */
export function hastens({ type }: ToldEvent, sequences: readonly SequenceConfig[]): boolean {
  if (sequences.length === 0) return false;
  if (alwaysTurning.includes(type)) return true;
  return sequences.some(
    (sequence) =>
      mayEnd(sequence, type) ||
      sequence.steps.some(
        (step) => (step.do === 'wait' && isAwaited(step.event, type)) || (isMomentWait(step) && mayMove(step.until.before, type)),
      ),
  );
}

/** Tells whether an entry may have moved a moment that a wait is to end before, or called it off. */
function mayMove(of: MomentOf, type: string): boolean {
  if (typeof of === 'object') return type === 'lead.updated';
  if (of === 'close') return type.startsWith('opportunity.');
  return type.startsWith('task.') || type.startsWith('call.') || movingAll.has(type) || (of === 'task' && settingTasks.has(type));
}

/** Entries along with which all tasks of a subject may end or go to another record, appointments among them; those of a lead also end with its status. */
const movingAll: ReadonlySet<string> = new Set([
  'lead.merge_undone',
  'lead.merged',
  'lead.merged_into',
  'lead.unassigned',
  'opportunity.lost',
  'opportunity.won',
] satisfies DetailType[]);

/** Entries along with which a machine sets, moves or ends tasks; none of them is an appointment. Tests hold every transaction against them (test/support/memory-table). */
const settingTasks: ReadonlySet<string> = new Set([
  'lead.accepted',
  'lead.assigned',
  'lead.offer_retimed',
  'lead.offered',
  'lead.qualified',
  'lead.temperature_changed',
  'offer.suggested',
  'purchase.fact_voided',
  'purchase.recorded',
  'text.sent',
  'text.undone',
] satisfies DetailType[]);

/** Tells whether a run may wait until before the next task, of whatever kind. */
export const waitsForTasks = (sequences: readonly Pick<SequenceConfig, 'steps'>[]): boolean =>
  sequences.some(({ steps }) => steps.some((step) => isMomentWait(step) && step.until.before === 'task'));

const isAwaited = (event: { readonly types: readonly string[] } | undefined, type: string): boolean => event?.types.includes(type) ?? false;
