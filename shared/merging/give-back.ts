import { mergeUndone } from '../../events/index.ts';
import { type Act, changeLead, draftEntry, type Lead, type LeadEvidence, type LifecycleRules } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { leadSubject, type RepId, type SequenceId } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import type { WriteItem } from '../platform/table.ts';
import { assignMessageFor, changeAssignment, findContactDue, poolInCharge, readAssignment, takenByHand } from '../routing/index.ts';
import { repKind } from '../routing/rep-config.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';
import { booking, mergedFields, withLists } from './merge-leads.ts';
import type { Merge } from './pair.ts';
import type { MergeParts } from './parts.ts';
import type { Split } from './rules-undo.ts';

interface GivingBack extends Act {
  readonly edge: Merge;
  readonly part: Lead;
  readonly root: Lead;
  readonly rules: LifecycleRules;
  readonly ofLoser: LeadEvidence;
  readonly split: Split;
  readonly told: Readonly<Record<'posts' | 'calls' | 'mails' | 'devices', number>>;
  readonly ended: { readonly sequencesLeft?: SequenceId[] };
  readonly repId: RepId | null;
  /** Whether proposals of the part wait for a decision. */
  readonly areOpen: boolean;
}

interface GivenBack {
  readonly writes: readonly WriteItem[];
  readonly repId: string | null;
  readonly next: OrderedMessage | null;
}

/** Finds who has the part again: whoever had it, if they are there still and sales went on with it. */
export async function backTo({ held, loser }: Merge, { config }: MergeParts): Promise<RepId | null> {
  if (!held || loser.lead.routing?.state === 'ended') return null;
  const { documents: reps } = await config.current(repKind);
  return reps.get(held.repId)?.active ? held.repId : null;
}

/** Makes the part a lead of its own: whoever had it has it again with what it counted, or its pool is asked. */
export async function givenBack(
  { edge, part, root, rules, ofLoser, split, told, ended, repId, areOpen, ...act }: GivingBack,
  parts: MergeParts,
): Promise<GivenBack> {
  const { table, config, ids } = parts;
  const { leadId } = part;
  const [before = null, tasks] = await Promise.all([readAssignment(table, leadId, leadSubject), readTasks(table, part)]);
  const { held } = edge;
  const entry = draftEntry(mergeUndone, { otherLeadId: root.leadId, was: 'loser', ...told, ...ended, repId });
  const { evidence: _evidence, ...known } = mergedFields(withLists(split.loser.lead));
  const fields = { ...known, evidence: ofLoser, openProposals: areOpen, mergedInto: null };
  const state = edge.loser.lead.routing?.state ?? 'waiting';
  if (state === 'ended') {
    const changed = changeLead({ ...act, before: part, rules, ids, draft: () => ({ fields, entries: [entry] }) });
    return { writes: changed.writes, repId: null, next: null };
  }
  const poolId =
    repId === null || !held ? poolInCharge(edge.loser.lead, { subject: leadSubject, poolId: before?.poolId ?? '-' }) : held.poolId;
  const [seat, taken] = await Promise.all([
    repId === null ? undefined : readSeat(table, leadId, repId),
    repId === null ? undefined : takenByHand(repId, act.at, parts),
  ]);
  const to =
    repId === null
      ? ({ state: state === 'marketing' ? 'marketing' : 'waiting', poolId, repId: null, decisionId: null } as const)
      : ({
          state: 'owned',
          poolId,
          repId,
          decisionId: ids.decisionId(act.at),
          contactDueAt: await findContactDue({ repId, poolId }, act.at, config),
          given: { how: 'undo', by: act.actor.id, credit: held?.credit ?? 0 },
        } as const);
  const { routing: _routing, ...beside } = fields as typeof fields & { routing?: unknown };
  const moved = changeAssignment({
    ...act,
    lead: part,
    subject: leadSubject,
    before,
    to,
    entries: [entry],
    beside: { fields: beside, rules },
    seats: seat ? [seat] : [],
    tasks,
    taken,
    ids,
  });
  const credit = held && repId !== null && held.credit > 0 ? { repId: held.repId, credit: held.credit } : null;
  const booked = credit ? [booking({ leadId, poolId, at: act.at, cause: act.cause.correlationId, how: 'undo', entry: credit })] : [];
  if (to.state !== 'waiting') return { writes: [...moved, ...booked], repId, next: null };
  const { correlationId } = act.cause;
  const next = assignMessageFor(
    { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId, cause: 'returned', causationId: correlationId, correlationId },
    'given',
  );
  const net = putForwardTimer({ timerId: timerIdFor('parted', leadId, correlationId), dueAt: isoTime(act.at) }, 'assign', next);
  return { writes: [...moved, ...booked, net], repId, next };
}
