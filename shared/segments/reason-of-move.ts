import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import type { SegmentId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { changedSegments, startingSegments } from './changed-segments.ts';
import type { Look } from './look-at-lead.ts';
import { heldVersion, readRecount } from './recount-state.ts';
import { type Recounting, wasHeldAgainst } from './rules-recount.ts';
import { segmentKind } from './segment-config.ts';

/**
 * Returns what says why leads move that are looked at because something happened. Until a lead has been held against a rule that was published,
 * it moves by the rule, whatever happened to it: nothing may begin for those who were there all along, unless the publisher confirmed it.
 */
export function reasonOfMove(
  by: 'evidence' | 'time',
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Look['reasonFor'] {
  let reading: Promise<Recounting> | undefined;
  return async (lead: Lead, segmentId: SegmentId) => {
    reading ??= recountingOf(table, config);
    const recounting = await reading;
    if (wasHeldAgainst(lead, segmentId, recounting)) return { reason: by, starts: true };
    return { reason: 'rules', starts: recounting.starting.includes(segmentId) };
  };
}

async function recountingOf(table: Table, config: ConfigReader): Promise<Recounting> {
  const [{ version, publishedAt }, state] = await Promise.all([config.current(segmentKind), readRecount(table)]);
  if (state !== null && state.rulesVersion >= version) {
    const reached = state.isDone ? 'everybody' : state.before === null ? 'nobody' : { place: state.before };
    return { publishedAt, changed: state.changed, starting: state.starting, reached };
  }
  const changed = await changedSegments(config, heldVersion(state), version);
  return { publishedAt, changed: [...changed.keys()], starting: startingSegments(changed, state), reached: 'nobody' };
}
