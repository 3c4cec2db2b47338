import type { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { UnavailableError } from '../platform/errors.ts';
import { LeadId, SequenceId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { idAtPlace } from '../platform/keys.ts';
import { ConditionFailedError } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { beginDateLooks } from './begin-date-looks.ts';
import { changedBy, promisedInside } from './changed-sequences.ts';
import { byEnrolling } from './list-enrolled.ts';
import { nextSweep } from './rules-sweep.ts';
import { sequenceKind } from './sequence-config.ts';
import { askForSlice, sweepRequest } from './sweep-request.ts';
import { sweepRun } from './sweep-run.ts';
import { type NextSweep, putSweep, readSweep, type SweepState } from './sweep-state.ts';

const runsAtOnce = 8;

/**
 * Looks at all runs of sequences that a publication changed, oldest first, slice by slice: what waited while a sequence was paused goes on,
 * runs of one that is gone end, and where the publisher said so runs follow the new steps. Each slice is written once, on the version of the
 * sweep: of doubled messages all but one end there, one whose function died goes on, and a newer publication takes over.
 * @param runsPerSlice that one run of the work looks at; it is over long before the function is stopped
 */
export function sweepSequencesIn(runsPerSlice: number) {
  return defineWork({
    kind: 'sweepSequences' satisfies typeof sweepRequest.kind,
    schema: sweepRequest.schema,
    async run({ sequenceId, ...request }, parts) {
      const { version: known } = await parts.config.current(sequenceKind);
      if (known < request.version) throw new UnavailableError('the sequences of a publication are not in force here yet');
      if (sequenceId === null) return begin(request.version, parts);
      await sweep({ ...request, sequenceId }, runsPerSlice, parts);
    },
  });
}

/** Where all of them go on it takes some ten seconds. */
export const sweepSequencesWork = sweepSequencesIn(300);

/** Each sequence that is other than it was is swept by messages of its own. Days of leads are looked at from now on where one asks for them. */
async function begin(version: number, parts: WorkParts): Promise<void> {
  const { config, queues, log, clock, ids } = parts;
  await beginDateLooks(parts, clock());
  const changed = await changedBy(version, config);
  log.info('sequences were published', { version, changed: changed.length });
  await queues.work.sendAll(changed.map((id) => askForSlice({ version, sequenceId: SequenceId.parse(id), slice: 0 }, ids)));
}

type SliceRequest = z.infer<typeof sweepRequest.schema> & { readonly sequenceId: SequenceId };

async function sweep(request: SliceRequest, most: number, parts: WorkParts): Promise<void> {
  const state = await begun(request, parts);
  if (state?.publication !== request.version) return;
  if (request.slice !== state.slice) return sendOn(request, state, parts);
  const next = await lookAtSlice(state, request, most, parts);
  if (!(await isWritten(state, next, parts))) {
    parts.log.info('a slice of runs was looked at twice', request);
    // Perhaps by this very message, whose first answer was lost on the way.
    return sendOn(request, await readSweep(parts.table, request.sequenceId), parts);
  }
  const { looked, adopted, moved, woken, ended, doneAt } = next;
  const counts = { looked, adopted, moved, woken, ended, isDone: doneAt !== null };
  parts.log.info('runs of a sequence were looked at', { version: request.version, sequenceId: request.sequenceId, ...counts });
  await sendOn(request, next, parts);
}

/** Returns how far the sweep is that was asked for, which begins with its first message, or the one of a newer publication. */
async function begun({ version, sequenceId }: SliceRequest, parts: WorkParts): Promise<SweepState | null> {
  const before = await readSweep(parts.table, sequenceId);
  if (before && before.publication >= version) return before;
  const insideVersion = await promisedInside(sequenceId, { since: before?.publication ?? 0, version }, parts.config);
  await isWritten(before, nextSweep(before, { version, sequenceId, insideVersion }, parts.clock()), parts);
  // Where another message was quicker, that one's.
  return readSweep(parts.table, sequenceId);
}

async function isWritten(before: SweepState | null, after: NextSweep, { table }: WorkParts): Promise<boolean> {
  try {
    await table.put(putSweep(before, after).Put);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}

/** Asks for the next slice, if the message did the one before it: whoever else did has sent on, or will be delivered again. */
async function sendOn(request: SliceRequest, state: NextSweep | null, { queues, ids }: WorkParts): Promise<void> {
  if (state?.publication !== request.version || state.doneAt !== null) return;
  if (request.slice !== state.slice - 1 || request.messageId !== state.doneBy) return;
  await queues.work.send(askForSlice({ version: request.version, sequenceId: request.sequenceId, slice: state.slice }, ids));
}

async function lookAtSlice(
  { version: _version, ...state }: SweepState,
  { sequenceId, messageId }: SliceRequest,
  most: number,
  parts: WorkParts,
): Promise<NextSweep> {
  const { table, config, clock } = parts;
  const places: string[] = [];
  for await (const { place } of walkIndex(table, byEnrolling(sequenceId), { from: null, to: null, before: state.after }, most)) {
    places.push(place);
    if (places.length === most) break;
  }
  const { insideVersion } = state;
  const { version, publishedAt, documents } = await config.version(sequenceKind, insideVersion ?? state.publication);
  const publication = { version, publishedAt, edited: insideVersion === null ? undefined : documents.get(sequenceId) };
  const results = await inTurns(places, runsAtOnce, (place) => sweepRun(LeadId.parse(idAtPlace(place)), sequenceId, publication, parts));
  const count = (does: (typeof results)[number]['did']) => results.filter(({ did }) => did === does).length;
  return {
    ...state,
    slice: state.slice + 1,
    doneBy: messageId,
    after: places.at(-1) ?? state.after,
    doneAt: places.length < most ? isoTime(clock()) : null,
    looked: state.looked + results.length,
    adopted: state.adopted + results.filter(({ isAdopted }) => isAdopted).length,
    moved: state.moved + count('moved'),
    woken: state.woken + count('woken'),
    ended: state.ended + count('ended'),
  };
}
