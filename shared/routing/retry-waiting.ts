import type { AssignRequest } from '../../events/index.ts';
import { formKind, someFormAssignsLater } from '../capture/form-config.ts';
import { readLeads } from '../leads/index.ts';
import { digest, type PoolId } from '../platform/ids.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { handOversRequest } from './hand-over-request.ts';
import { joinedLately } from './joined-pools.ts';
import { askForThen, dutyMessageFor } from './messages.ts';
import { poolKind } from './pool-config.ts';
import { type RecentPools, readRecentPools } from './recent-pools.ts';
import { releaseRequest } from './release-request.ts';
import { retimeRequest } from './retime-request.ts';
import { ringIfLate } from './ring-waiting.ts';
import { waitsForLevel } from './rules-hand-over.ts';
import { nextRetryAt, nextRound } from './rules-waiting.ts';
import { putRetryTimer, type WaitingRequest, waitingRequest } from './waiting-request.ts';
import { type WaitingSubject, walkWaiting } from './walk-waiting.ts';

/** Leads that one run asks for, by one message: far below what a message holds. */
export const leadsPerSlice = 100;

/** Has what waits for an owner tried again, who is hot first and then who waits longest, and sees to it that there is a next try. */
export const retryWaitingWork = defineWork({
  kind: 'retryWaiting' satisfies typeof waitingRequest.kind,
  schema: waitingRequest.schema,
  run: (request, parts) =>
    request.poolId === null ? askEachPool(request, parts) : retryPool({ ...request, poolId: request.poolId }, parts),
});

async function askEachPool({ tick }: WaitingRequest, { config, queues }: WorkParts): Promise<void> {
  const recent = await readRecentPools(config, tick);
  // Those that the version before had count as well: their leads go to other pools now.
  const pools = recent.versions.slice(0, 2).flatMap((documents) => [...documents.values()]);
  // What is switched for a rep lies beside the ledger of each of their pools, so a pool that they join has yet to learn it.
  await queues.assign.sendAll(joinedLately(recent).map((one) => dutyMessageFor({ v: 1, kind: 'duty', ...one, at: tick })));
  const poolIds = [...new Set(pools.map(({ id }) => id))];
  // What marketing has may be for sales by the new rules, or for another territory.
  const marketings = (await marketingMayHaveLeads(recent, config)) ? [askFor(handOversRequest, { before: null })] : [];
  // Of offers until when they are to be accepted, and of first contacts by when they are to be made.
  const times = askFor(retimeRequest, { repId: null, tick, after: null });
  // A rep may have left, or nights are to begin in which leads are old enough.
  const releases = pools.some(({ floating }) => floating?.after)
    ? [askFor(releaseRequest, { by: 'publication', at: tick, repId: null, after: null })]
    : [];
  const waiting = poolIds.map((poolId) => askFor(waitingRequest, { poolId, tick, after: null }));
  await queues.work.sendAll([times, ...waiting, ...marketings, ...releases]);
}

/**
 * Tells whether some pool or form leaves leads to marketing, or some pool did until lately: the walk through all leads behind one publication may end by rules that another one
 * brought at the same time, so the versions of the last hour count together.
 */
async function marketingMayHaveLeads({ versions, isCut }: RecentPools, config: WorkParts['config']): Promise<boolean> {
  if (isCut || versions.some((documents) => [...documents.values()].some(waitsForLevel))) return true;
  return someFormAssignsLater(await config.current(formKind));
}

async function retryPool({ poolId, tick, after, pass }: WaitingRequest & { readonly poolId: PoolId }, parts: WorkParts): Promise<void> {
  const slice: WaitingSubject[] = [];
  let hasMore = false;
  for await (const waiting of walkWaiting(parts.table, poolId, { after, likely: leadsPerSlice + 1 })) {
    hasMore = slice.length === leadsPerSlice;
    if (hasMore) break;
    slice.push(waiting);
  }
  const [first, last] = [slice.at(0), slice.at(-1)];
  if (!first || !last) return;
  // The timer stands before anything is tried: whatever happens to this try, there is another one while anything waits that a try may end.
  if (after === null && pass === undefined && !(await isForLeader(poolId, parts))) await setNext(poolId, new Date(first.since), parts);
  const { hot, others } = pass === 'others' ? { hot: [], others: slice } : await byHeat(slice, parts);
  // What fits into one slice is tried at once; of more, those who are hot come first from the whole list.
  const isWhole = after === null && !hasMore && pass === undefined;
  const tried = isWhole ? [...hot, ...others] : pass === 'others' ? others : hot;
  const goOn = nextSlice({ isWhole, hasMore, pass, last });
  const next = goOn ? askFor(waitingRequest, { poolId, tick, ...goOn }) : null;
  const [begin, ...behind] = tried.map((waiting) => tryAgain(poolId, waiting, tick));
  // The next slice is looked for when the pool has come to the last of this one: it is asked a few at a time, with whoever has just written between them, and always in the order in which leads wait.
  if (begin)
    await parts.queues.assign.send(askForThen([begin, ...behind], nameOf([tick, pass ?? '', after ?? ''], tried), next?.body ?? null));
  else if (next) await parts.queues.work.send(next);
  parts.log.info('waiting leads are tried again', { poolId, tick, leads: tried.length, hasMore });
}

/** Returns where a try goes on: first through the whole list for who is hot, then for the others; null: it is done. */
function nextSlice({
  isWhole,
  hasMore,
  pass,
  last,
}: {
  readonly isWhole: boolean;
  readonly hasMore: boolean;
  readonly pass: WaitingRequest['pass'] | undefined;
  readonly last: WaitingSubject;
}) {
  if (isWhole) return null;
  if (hasMore) return { after: last.place, pass: pass ?? 'hot' };
  return pass === 'others' ? null : { after: null, pass: 'others' as const };
}

/** Who turned hot while waiting is called first. Each part keeps the order in which its subjects wait. */
async function byHeat(slice: readonly WaitingSubject[], { table }: WorkParts) {
  const leads = await readLeads(table, [...new Set(slice.map(({ leadId }) => leadId))]);
  const isHot = ({ leadId }: WaitingSubject) => leads.get(leadId)?.evidence.temperature === 'hot';
  return { hot: slice.filter(isHot), others: slice.filter((waiting) => !isHot(waiting)) };
}

/** What its leader has to split is asked for by new rules alone, and rings nobody. */
async function isForLeader(poolId: PoolId, { config }: WorkParts): Promise<boolean> {
  return (await config.current(poolKind)).documents.get(poolId)?.mode === 'leader';
}

async function setNext(poolId: PoolId, oldest: Date, parts: WorkParts): Promise<void> {
  const now = parts.clock();
  const ringAt = await ringIfLate({ poolId, oldest }, parts);
  const looks = [nextRetryAt(oldest, now), ...(ringAt === null ? [] : [nextRound(new Date(ringAt.getTime() - 1))])];
  const dueAt = new Date(Math.min(...looks.map((look) => look.getTime())));
  await parts.table.put(putRetryTimer(poolId, dueAt).Put);
}

function tryAgain(poolId: PoolId, { leadId, subject }: WaitingSubject, tick: string): AssignRequest {
  const id = `retry-${tick}`;
  return { v: 1, kind: 'assign', leadId, subject, poolId, cause: 'retry', causationId: id, correlationId: id, tick };
}

/** Names a slice of a try: one that is delivered twice asks once, and what was not yet listed the first time is asked for with the second. */
function nameOf(slice: readonly string[], tried: readonly WaitingSubject[]): string {
  return `retry/${digest(...slice, ...tried.flatMap(({ leadId, subject }) => [leadId, subject]))}`;
}
