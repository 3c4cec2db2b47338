import { allLeads, type Lead, type LeadPlace, walkNewest } from '../leads/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import type { SegmentId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { ConditionFailedError } from '../platform/table.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { changedSegments, startingSegments } from './changed-segments.ts';
import { dropCounts } from './count-state.ts';
import { lookAtLead, type Moved, type MoveReason } from './look-at-lead.ts';
import { type RecountRequest, recountRequest } from './recount-request.ts';
import { heldVersion, type NextRecount, putRecount, type RecountState, readRecount } from './recount-state.ts';
import { cameAfter } from './rules-recount.ts';
import { segmentKind } from './segment-config.ts';
import { type Segments, segmentsInForce } from './segments-in-force.ts';

const leadsAtOnce = 8;

/**
 * Holds all leads against segments that were published, newest first, slice by slice. It tells of each that it moves that it
 * starts nothing, unless who published the segment confirmed that it does.
 * @param leadsPerSlice that one run looks at; it is over long before the function is stopped
 */
export function recountSegmentsIn(leadsPerSlice: number) {
  return defineWork({
    kind: 'recountSegments' satisfies typeof recountRequest.kind,
    schema: recountRequest.schema,
    async run(request, parts) {
      const segments = await segmentsInForce(parts.config);
      if (segments.version < request.version) throw new UnavailableError('the segments of a recount are not in force here yet');
      // Of an older version the publication of the newer one asked for a recount, too.
      const state = segments.version === request.version ? await begun(request, segments, parts) : null;
      if (state === null || state.isDone) return;
      const rows = await sliceAfter(state.before, leadsPerSlice, parts);
      const { publishedAt } = await parts.config.current(segmentKind);
      const moved = await inTurns(rows, leadsAtOnce, (row) => holdAgainst(row, { ...state, publishedAt }, segments, parts));
      const next = after(state, rows, moved, rows.length < leadsPerSlice);
      if (!(await isKept(state, next, parts))) return;
      // A segment that was taken away has nobody in it any more. Where this ends before, the next publication's recount does it.
      if (next.isDone) await dropCounts(parts.table, (segmentId) => segments.all.has(segmentId));
      const { looked, entered, left, isDone } = next;
      parts.log.info('leads were held against segments', { version: request.version, looked, entered, left, isDone });
      if (!isDone) await parts.queues.work.send(askFor(recountRequest, request));
    },
  });
}

/** Where all of them move it takes some ten seconds. */
export const recountSegmentsWork = recountSegmentsIn(500);

/** Returns how far the recount is that was asked for, which begins with the first message of it; null where a later one takes over. */
async function begun({ version, isWhole, askedAt }: RecountRequest, segments: Segments, parts: WorkParts): Promise<RecountState | null> {
  const state = await readRecount(parts.table);
  const isNew = state === null || state.rulesVersion < version || (isWhole && state.askedAt < askedAt);
  if (!isNew) return state.rulesVersion === version ? state : null;
  const doneVersion = isWhole ? 0 : heldVersion(state);
  const gone = await changedSegments(parts.config, heldVersion(state), version);
  const changed = [...new Set([...(isWhole ? segments.rules.keys() : []), ...gone.keys()])];
  const starting = startingSegments(gone, state);
  const isDone = changed.length === 0;
  const first = { rulesVersion: version, doneVersion, changed, starting, askedAt, before: null, isDone, looked: 0, entered: 0, left: 0 };
  return (await isKept(state, first, parts)) ? readRecount(parts.table) : null;
}

/** False where somebody else who was asked the same was quicker, and goes on. */
async function isKept(before: RecountState | null, next: NextRecount, { table, ids, log }: WorkParts): Promise<boolean> {
  const writeId = ids.attemptId();
  try {
    await table.put(putRecount(before, next, writeId).Put);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    // The first answer may have been lost on the way: then nobody else goes on.
    if ((await readRecount(table))?.writeId === writeId) return true;
    log.info('a part of a recount was done twice');
    return false;
  }
}

async function sliceAfter(before: string | null, most: number, { table }: WorkParts): Promise<LeadPlace[]> {
  const rows: LeadPlace[] = [];
  for await (const row of walkNewest(table, allLeads, { from: null, to: null, before }, most)) {
    rows.push(row);
    if (rows.length === most) break;
  }
  return rows;
}

function holdAgainst(
  { leadId }: LeadPlace,
  { changed, starting, publishedAt }: Pick<RecountState, 'changed' | 'starting'> & { readonly publishedAt: string },
  segments: Segments,
  { table, clock }: WorkParts,
): Promise<Moved> {
  const correlationId = `segments/${segments.version}`;
  // Who came after the publication moves by what was told of them, also where the recount is quicker than the look that was asked for.
  const reasonFor = (lead: Lead, segmentId: SegmentId): MoveReason =>
    cameAfter(lead, publishedAt) ? { reason: 'evidence', starts: true } : { reason: 'rules', starts: starting.includes(segmentId) };
  return lookAtLead({ leadId, segmentIds: changed, segments, now: clock, reasonFor, correlationId }, table);
}

function after(
  { version: _version, writeId: _writeId, ...state }: RecountState,
  rows: readonly LeadPlace[],
  moved: readonly Moved[],
  isDone: boolean,
): NextRecount {
  const sum = (count: (one: Moved) => number) => moved.reduce((total, one) => total + count(one), 0);
  return {
    ...state,
    before: rows.at(-1)?.place ?? state.before,
    isDone,
    looked: state.looked + rows.length,
    entered: state.entered + sum(({ entered }) => entered),
    left: state.left + sum(({ left }) => left),
  };
}
