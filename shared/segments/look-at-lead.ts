import { type Lead, readLeadItself } from '../leads/index.ts';
import { ConflictError } from '../platform/errors.ts';
import type { LeadId, SegmentId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { gatherFacts } from './gather-facts.ts';
import { type Kept, readKept } from './membership.ts';
import { type Movement, movementWrites } from './move-member.ts';
import { nextLookWrites } from './next-look.ts';
import type { SegmentRule } from './rule-config.ts';
import type { LeadFacts } from './rules-facts.ts';
import { nextFlipAt } from './rules-flip.ts';
import { isIn } from './rules-membership.ts';
import { needsOf, type Segments } from './segments-in-force.ts';

/** A look at a lead that may move it. */
export interface Look {
  readonly leadId: LeadId;
  /** Segments to hold the lead against. One that is no more has nobody in it; those that are kept by hand are left. */
  readonly segmentIds: readonly SegmentId[];
  readonly segments: Pick<Segments, 'version' | 'all' | 'rules' | 'timeZone' | 'products' | 'fields'>;
  readonly now: () => Date;
  /** Says why the lead moves, and whether something may begin by it. */
  readonly reasonFor: (lead: Lead, segmentId: SegmentId) => MoveReason | Promise<MoveReason>;
  readonly correlationId: string;
}

/** Why a lead moves. */
export type MoveReason = Pick<Movement, 'reason' | 'starts'>;

/** How many segments a lead came into, and how many it left. */
export interface Moved {
  readonly entered: number;
  readonly left: number;
}

/** Of one transaction, which takes a hundred items. */
const mostMovements = 40;
/** All segments that there can be are done by then; a lead of which something changes at each look is looked at again later. */
const maxLooks = 12;

/**
 * Moves a lead into the segments whose rules it fits as it stands, and out of the others, and sees to it that somebody looks when time alone
 * moves it next. Safe to repeat, at once and in any order: it looks again after each movement, so that nobody who read something older has
 * the last word.
 */
export async function lookAtLead(look: Look, table: Table): Promise<Moved> {
  const moved = { entered: 0, left: 0 };
  for (let looks = 0; looks < maxLooks; looks += 1) {
    const movements = await untilWritten(() => lookOnce(look, table));
    if (movements.length === 0) return moved;
    for (const { isIn: entered } of movements) moved[entered ? 'entered' : 'left'] += 1;
  }
  throw new ConflictError('something about a lead changed at each look at its segments');
}

/** Makes one transaction at most. */
async function lookOnce(look: Look, table: Table): Promise<readonly Movement[]> {
  const { leadId, segments } = look;
  // Kept first, then what it is held against: a movement that somebody else writes meanwhile refuses this one.
  const kept = await readKept(table, leadId);
  const lead = await readLeadItself(table, leadId, { consistent: true });
  if (!lead) return [];
  // What was merged into another lead is in segments as that one.
  const rules = lead.mergedInto === null ? rulesAmong(look) : [];
  const facts = await gatherFacts(table, lead, { ...segments, needs: needsOf(rules.map(([, rule]) => rule)) });
  const at = look.now();
  const fitting = new Set(rules.filter(([, rule]) => isIn(rule, facts, at)).map(([id]) => id));
  const movements = await movementsOf(look, lead, fitting, kept);
  if (movements.length > 0) {
    const act = { at, actor: { kind: 'system', id: 'segments' }, correlationId: look.correlationId } as const;
    await table.transact(movementWrites(lead, movements, { ...act, rulesVersion: segments.version }));
    return movements;
  }
  const writes = nextLookWrites(leadId, kept.nextLook, earliestFlip(rules, facts, at), at);
  if (writes.length > 0) await table.transact(writes);
  return [];
}

type RuleById = readonly [SegmentId, SegmentRule];

function rulesAmong({ segmentIds, segments }: Look): RuleById[] {
  return segmentIds.flatMap((id): RuleById[] => {
    const rule = segments.rules.get(id);
    return rule ? [[id, rule]] : [];
  });
}

async function movementsOf(look: Look, lead: Lead, fitting: ReadonlySet<SegmentId>, { memberships }: Kept): Promise<Movement[]> {
  const { segmentIds, segments, reasonFor } = look;
  const isByHand = (id: SegmentId) => segments.all.has(id) && !segments.rules.has(id);
  const changed = segmentIds.filter((id) => !isByHand(id) && (memberships.get(id)?.isIn ?? false) !== fitting.has(id));
  const movements: Movement[] = [];
  for (const segmentId of changed.slice(0, mostMovements)) {
    const before = memberships.get(segmentId) ?? null;
    movements.push({ segmentId, before, isIn: fitting.has(segmentId), ...(await reasonFor(lead, segmentId)) });
  }
  return movements;
}

function earliestFlip(rules: readonly RuleById[], facts: LeadFacts, at: Date): Date | null {
  const flips = rules.flatMap(([, rule]) => nextFlipAt(rule, facts, at) ?? []);
  return flips.length === 0 ? null : new Date(Math.min(...flips.map((flip) => flip.getTime())));
}
