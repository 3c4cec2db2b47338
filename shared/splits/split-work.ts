import { mailRequest } from '../mail-requests/index.ts';
import { tellLoser } from '../owners/index.ts';
import { isoTime } from '../platform/clock.ts';
import { digest, leadSubject, type PoolId, type RepId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { ConditionFailedError, type Table, type WriteItem } from '../platform/table.ts';
import { putBooking } from '../routing/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { moveBack } from './move-back.ts';
import { moveOne } from './move-one.ts';
import { type Move, readMoves, readPlan } from './moves.ts';
import { type Counts, type Loss, listedInNotice, putSplit, readSplit, type Share, type Split } from './split.ts';
import { askForPart, splitRequest } from './split-request.ts';

/** Reps whose leads move at a time; of one rep one after the other, because each counts in their hand. */
const repsAtOnce = 8;

/**
 * Gives many leads, or takes them back where nothing was done with them, part by part. Each lead is moved once, by a note in its own transaction; what
 * ledgers count of a part is one booking for each pool, in the transaction that ends the part.
 */
export const splitLeadsWork = defineWork({
  kind: 'splitLeads' satisfies typeof splitRequest.kind,
  schema: splitRequest.schema,
  async run(request, parts) {
    const split = await readSplit(parts.table, request.place, request.splitId);
    // Of a double, or of a timer behind a message that came.
    if (!split || split.phase !== request.phase) return;
    const moves = split.phase === 'moving' ? await moveOn(split, parts) : await moveBackOn(split, parts);
    const next = after(split, moves, parts.clock());
    if (!(await isKept(split, next, moves, parts))) return;
    const { splitId, phase } = next;
    parts.log.info('a part of a split is done', { splitId, part: split.next, phase, leads: moves.length });
    if (phase === request.phase) await parts.queues.work.send(askForPart(request));
  },
});

/** Moves the leads of a part that were not moved yet. */
async function moveOn(split: Split, parts: WorkParts): Promise<readonly Move[]> {
  const part = split.next;
  const [plan, done] = await Promise.all([readPlan(parts.table, split.splitId, part), readMoves(parts.table, split.splitId, part)]);
  const isDone = new Set(done.map(nameOf));
  const rest = plan.filter((planned) => !isDone.has(nameOf(planned)));
  await inTurns([...Map.groupBy(rest, ({ to }) => to).values()], repsAtOnce, async (ofRep) => {
    for (const planned of ofRep) await moveOne(split, part, planned, parts);
  });
  return readMoves(parts.table, split.splitId, part);
}

async function moveBackOn(split: Split, parts: WorkParts): Promise<readonly Move[]> {
  const part = split.next;
  const rest = (await readMoves(parts.table, split.splitId, part)).filter(({ went, back }) => went && !back);
  await inTurns([...Map.groupBy(rest, ({ from }) => from).values()], repsAtOnce, async (ofRep) => {
    for (const move of ofRep) await moveBack(split, part, move, parts);
  });
  return (await readMoves(parts.table, split.splitId, part)).filter(({ went }) => went);
}

const nameOf = ({ leadId, subject }: Pick<Move, 'leadId' | 'subject'>) => `${leadId} ${subject}`;

function after(
  { writeId: _writeId, version: _version, ...split }: Split,
  moves: readonly Move[],
  now: Date,
): Omit<Split, 'version' | 'writeId'> {
  const next = split.next + 1;
  const isOver = next >= split.parts;
  if (split.phase === 'undoing' && split.undo) {
    const shares = split.shares.map((share) => ({
      ...share,
      back: share.back + moves.filter(({ to, back }) => to === share.repId && back?.kept === null).length,
    }));
    const kept = counted(
      split.undo.kept,
      moves.map(({ back }) => back?.kept ?? null),
    );
    return {
      ...split,
      next,
      shares,
      undo: { ...split.undo, kept },
      ...(isOver ? { phase: 'undone' as const, endedAt: isoTime(now) } : {}),
    };
  }
  const shares = split.shares.map((share): Share => {
    const went = moves.filter((move) => move.to === share.repId && move.went);
    const first = [...share.first, ...went.map(({ leadId }) => leadId)].slice(0, listedInNotice);
    return { ...share, moved: share.moved + went.length, first };
  });
  const missed = counted(
    split.missed,
    moves.map((move) => move.missed),
  );
  const lost = lostWith(split, moves);
  return {
    ...split,
    next,
    shares,
    ...(lost.length > 0 ? { lost } : {}),
    missed,
    ...(isOver ? { phase: 'moved' as const, endedAt: isoTime(now) } : {}),
  };
}

/** Who leaves knows; everybody else who had a lead hears of it. Needs go their own way, and whoever loses one keeps its lead. */
function lostWith({ kind, lost: before = [] }: Pick<Split, 'kind' | 'lost'>, moves: readonly Move[]): Loss[] {
  if (kind === 'handOver') return [];
  const losses = new Map(before.map((loss) => [loss.repId, loss]));
  for (const { from, went, subject, leadId } of moves) {
    if (!went || from === null || subject !== leadSubject) continue;
    const { leads, first } = losses.get(from) ?? { leads: 0, first: [] };
    losses.set(from, { repId: from, leads: leads + 1, first: [...first, leadId].slice(0, listedInNotice) });
  }
  return [...losses.values()];
}

function counted(before: Counts, reasons: readonly (string | null)[]): Counts {
  const sums = { ...before };
  for (const reason of reasons) if (reason !== null) sums[reason] = (sums[reason] ?? 0) + 1;
  return sums;
}

/** False where somebody else did the same part, and goes on. */
async function isKept(
  before: Split,
  next: Omit<Split, 'version' | 'writeId'>,
  moves: readonly Move[],
  { table, ids, log, clock }: WorkParts,
): Promise<boolean> {
  const writeId = ids.attemptId();
  const at = isoTime(clock());
  const notices = before.phase === 'moving' && next.phase === 'moved' ? noticesOf(next, at) : [];
  const along = await alongOrAhead(notices, table);
  try {
    await table.transact([putSplit(before, next, writeId), ...bookingsOf(before, moves, at), ...along]);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    // The first answer may have been lost on the way: then nobody else goes on.
    if ((await readSplit(table, before.place, before.splitId))?.writeId === writeId) return true;
    log.info('a part of a split was done twice', { splitId: before.splitId, part: before.next });
    return false;
  }
}

/** Returns the timers by which each pool counts a part: one message for each, whose ledger then changes once. */
function bookingsOf({ splitId, kind, phase, next: part }: Split, moves: readonly Move[], at: string): WriteItem[] {
  const isBack = phase === 'undoing';
  const credits = moves.flatMap(({ went, back }) => (isBack ? back?.credits : went?.credits) ?? []);
  return [...Map.groupBy(credits, ({ poolId }) => poolId)].flatMap(([poolId, ofPool]) => {
    const entries = sumsOf(ofPool);
    if (entries.length === 0) return [];
    const bookingId = digest('split', splitId, phase, String(part));
    const how = isBack ? 'undo' : kind === 'handOver' ? 'handOver' : 'split';
    const leads = moves.filter((move) =>
      ((isBack ? move.back?.credits : move.went?.credits) ?? []).some((one) => one.poolId === poolId),
    ).length;
    return [putBooking({ v: 1, kind: 'book', poolId, bookingId, at, how, splitId, leads, entries })];
  });
}

function sumsOf(credits: readonly { readonly poolId: PoolId; readonly repId: RepId; readonly credit: number }[]) {
  const sums = [...Map.groupBy(credits, ({ repId }) => repId)].map(([repId, ofRep]) => {
    return { repId, credit: Math.round(ofRep.reduce((sum, { credit }) => sum + credit, 0) * 1e6) / 1e6 };
  });
  return sums.filter(({ credit }) => credit !== 0);
}

/** A transaction holds a hundred items. */
const mostAlong = 60;

/**
 * Returns the timers of notices that go into a transaction; of more than fit, all are written before it. Each notice is sent once, however often its timer is written, so that a
 * transaction that is tried again tells nobody twice.
 */
export async function alongOrAhead(notices: readonly WriteItem[], table: Pick<Table, 'putAll'>): Promise<readonly WriteItem[]> {
  if (notices.length <= mostAlong) return notices;
  await table.putAll(notices.flatMap((write) => ('Put' in write && write.Put.Item ? [write.Put.Item] : [])));
  return [];
}

/** Returns the timers by which each rep hears once of all that is theirs now, and of all that is not any more. */
export function noticesOf(
  { splitId, place, shares, lost = [] }: Pick<Split, 'splitId' | 'place' | 'shares' | 'lost'>,
  dueAt: string,
): WriteItem[] {
  const gone = lost.flatMap(({ repId, leads, first }) => tellLoser({ repId, count: leads, leads: first }, splitId, dueAt));
  const got = shares.flatMap(({ repId, first: [leadId] }) => {
    if (repId === null || leadId === undefined) return [];
    const message = mailRequest('givenNotice', leadId, { place, splitId, repId });
    return [putTimer({ timerId: timerIdFor('givenNotice', splitId, repId), dueAt, queue: 'notice', message })];
  });
  return [...got, ...gone];
}
