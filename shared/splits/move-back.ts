import { readTimeline } from '../leads/index.ts';
import { heldBefore, moveSubject, subjectOf } from '../owners/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readAssignment } from '../routing/index.ts';
import { repKind } from '../routing/rep-config.ts';
import type { WorkParts } from '../work/index.ts';
import { correlationOf, countsAlong, ownerParts } from './move-one.ts';
import { type Move, noteBack, readMove } from './moves.ts';
import type { NotBack, Split } from './split.ts';

const entriesAtOnce = 25;

/** Gives one subject back to whoever had it, or notes why it stays. */
export async function moveBack(split: Split, part: number, move: Move, parts: WorkParts): Promise<void> {
  const { table, clock, config } = parts;
  const { splitId, undo } = split;
  const { went, subject, leadId } = move;
  if (!went || !undo) return;
  const next = await untilWritten(async (round): Promise<OrderedMessage | null> => {
    if (round > 1 && (await isBack(split, part, move, parts))) return null;
    const found = await subjectOf(table, { leadId, subject });
    const before = found && ((await readAssignment(table, found.lead.leadId, subject)) ?? null);
    const isThere = move.from !== null && (await config.current(repKind)).documents.get(move.from)?.active === true;
    const kept = await whyKept(split, move, { found, before, isThere }, table);
    if (kept !== null || !found || !before) {
      await table.transact([noteBack(splitId, part, move, { kept: kept ?? 'gone', credits: [] })]);
      return null;
    }
    const moved = await moveSubject(
      {
        found,
        held: heldBefore(found, { poolId: went.poolId }, before),
        before,
        // For whoever takes leads no more their pool asks anew.
        repId: isThere ? move.from : null,
        poolId: went.fromPoolId,
        // In the list of those that wait it stands where it stood.
        since: went.waitedSince,
        how: 'undo',
        reason: 'mistake',
        isMoved: true,
        counts: went.counts,
        by: undo.by,
        at: clock(),
        correlationId: `${correlationOf(split)}/undo`,
      },
      ownerParts(parts),
    );
    // What went to a pool went on counting for whoever had it; whoever got it there has it no more.
    const credits = moved.credits.filter(({ credit }) => countsAlong(move.to) || credit < 0);
    await table.transact([...moved.writes, noteBack(splitId, part, move, { kept: null, credits })]);
    return moved.next;
  });
  if (next) await parts.queues.assign.send(next);
}

async function isBack({ splitId }: Split, part: number, { leadId, subject }: Move, { table }: WorkParts): Promise<boolean> {
  return (await readMove(table, splitId, part, { leadId, subject }))?.back !== undefined;
}

interface Stands {
  readonly found: Awaited<ReturnType<typeof subjectOf>>;
  readonly before: Awaited<ReturnType<typeof readAssignment>> | null;
  /** Whether the rep who had it takes leads still. */
  readonly isThere: boolean;
}

/** Says why a subject is not given back; null: it is as it was given. */
async function whyKept(split: Split, { to, went, at }: Move, { found, before, isThere }: Stands, table: Table): Promise<NotBack | null> {
  if (!found) return 'gone';
  if (found.lead.status !== 'active' || (found.need && found.need.state !== 'open')) return 'closed';
  // Its pool has asked already.
  if (to === null && !isThere) return 'away';
  if (!isAsItWent(to, went?.decisionId, before)) return 'movedOn';
  return (await isTouched(found.lead.leadId, at, correlationOf(split), table)) ? 'touched' : null;
}

/** A pool may have given on by its turn what came back to it; what a person gave, or took, since is theirs. */
function isAsItWent(to: Move['to'], decisionId: string | undefined, before: Stands['before']): boolean {
  if (!before) return false;
  if (to !== null) return before.repId === to && before.decisionId === decisionId;
  if (before.repId !== null) return before.given === undefined;
  return before.state === 'waiting';
}

/** Tells whether somebody has done something with a lead since a moment: a rep also by the link of a notice, without an account. */
async function isTouched(leadId: LeadId, since: string, correlationId: string, table: Table): Promise<boolean> {
  let before: string | undefined;
  do {
    const page = await readTimeline(table, leadId, { limit: entriesAtOnce, consistent: true, ...(before === undefined ? {} : { before }) });
    for (const entry of page.entries) {
      if (entry.at < since) return false;
      const isByColleague = entry.actor.kind === 'user' || entry.actor.kind === 'rep';
      if (isByColleague && entry.correlationId !== correlationId) return true;
    }
    before = page.next;
  } while (before !== undefined);
  return false;
}
