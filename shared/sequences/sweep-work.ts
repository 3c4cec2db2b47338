import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { NotFoundError, UnavailableError } from '../platform/errors.ts';
import { LeadId, SequenceId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { idAtPlace } from '../platform/keys.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { beginDateLooks } from './begin-date-looks.ts';
import { byEnrolling } from './list-enrolled.ts';
import { sequenceKind } from './sequence-config.ts';
import { sweepRequest } from './sweep-request.ts';
import { type SweptAs, sweepRun } from './sweep-run.ts';

const runsAtOnce = 8;

/**
 * Looks at all runs of sequences that a publication changed, oldest first, slice by slice: what waited while a sequence was paused goes on,
 * runs of one that is gone end, and where the publisher said so runs follow the new steps. Safe to repeat, at once and in any order.
 * @param runsPerSlice that one run of the work looks at; it is over long before the function is stopped
 */
export function sweepSequencesIn(runsPerSlice: number) {
  return defineWork({
    kind: 'sweepSequences' satisfies typeof sweepRequest.kind,
    schema: sweepRequest.schema,
    async run({ version, sequenceId, after }, parts) {
      const { version: known } = await parts.config.current(sequenceKind);
      if (known < version) throw new UnavailableError('the sequences of a publication are not in force here yet');
      if (sequenceId === null) return begin(version, parts);
      await sweep({ version, sequenceId, after }, runsPerSlice, parts);
    },
  });
}

/** Where all of them go on it takes some ten seconds. */
export const sweepSequencesWork = sweepSequencesIn(300);

/** Each sequence that is other than it was is swept by messages of its own. Days of leads are looked at from now on where one asks for them. */
async function begin(version: number, parts: WorkParts): Promise<void> {
  const { config, queues, log, clock } = parts;
  await beginDateLooks(parts, clock());
  const [before, now] = await Promise.all([documentsOf(version - 1, config), documentsOf(version, config)]);
  const ids = [...new Set([...before.keys(), ...now.keys()])].filter((id) => !isDeepStrictEqual(before.get(id), now.get(id)));
  log.info('sequences were published', { version, changed: ids.length });
  await queues.work.sendAll(ids.map((id) => askFor(sweepRequest, { version, sequenceId: SequenceId.parse(id), after: null })));
}

async function documentsOf(version: number, config: WorkParts['config']): Promise<ReadonlyMap<string, unknown>> {
  try {
    return (await config.version(sequenceKind, version)).documents;
  } catch (error) {
    if (error instanceof NotFoundError) return new Map();
    throw error;
  }
}

type Slice = z.infer<typeof sweepRequest.schema> & { readonly sequenceId: SequenceId };

async function sweep({ version, sequenceId, after }: Slice, most: number, parts: WorkParts): Promise<void> {
  const places: string[] = [];
  for await (const { place } of walkIndex(parts.table, byEnrolling(sequenceId), { from: null, to: null, before: after }, most)) {
    places.push(place);
    if (places.length === most) break;
  }
  const { documents, isConfirmed = false } = await parts.config.version(sequenceKind, version);
  const edited = isConfirmed ? documents.get(sequenceId) : undefined;
  const results = await inTurns(places, runsAtOnce, (place) =>
    sweepRun(LeadId.parse(idAtPlace(place)), sequenceId, { version, edited }, parts),
  );
  const isDone = places.length < most;
  const count = (as: SweptAs) => results.filter((result) => result === as).length;
  const counts = { looked: results.length, adopted: count('adopted'), moved: count('moved'), woken: count('woken'), ended: count('ended') };
  parts.log.info('runs of a sequence were looked at', { version, sequenceId, ...counts, isDone });
  const last = places.at(-1);
  if (!isDone && last !== undefined) await parts.queues.work.send(askFor(sweepRequest, { version, sequenceId, after: last }));
}
