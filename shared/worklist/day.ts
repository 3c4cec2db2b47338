import type { DayView } from '../../api/tasks/task-view.ts';
import { WorkPlace } from '../../api/tasks/work-place.ts';
import type { ConfigReader } from '../config/index.ts';
import { repsWhoTake } from '../owners/index.ts';
import type { RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { dutyView, readSwitch } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { readWork, type WorkRow } from '../tasks/index.ts';
import { placeOf } from './rules-work-place.ts';
import type { WorkDay } from './rules-work-spans.ts';

/** So many rows of each span are counted at most: with them, a page of eight takes the six units that a poll may cost. */
export const countedRows = 20;

interface DayRead extends WorkDay {
  readonly repId: RepId;
  readonly rows: readonly WorkRow[];
  readonly isCounted: boolean;
}

/** Tells how the day of a rep stands: half a unit for what is switched, and one where there is nothing to do, for what is due next. */
export async function readDay(
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
  { repId, now, endsAt, rows, isCounted }: DayRead,
): Promise<DayView> {
  const [switched, nextDueAt, pools] = await Promise.all([
    readSwitch(table, repId, now, { isConsistent: false }),
    rows.length > 0 ? null : readNextDue(table, repId, endsAt),
    config.current(poolKind),
  ]);
  const counts = Object.fromEntries(WorkPlace.options.map((place) => [place, 0]));
  for (const row of rows) {
    const place = placeOf(row, now);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const floating = [...pools.documents.values()].filter((pool) => repsWhoTake(pool, pools.documents).includes(repId));
  return {
    counts: counts as DayView['counts'],
    isCounted,
    nextDueAt,
    duty: switched ? dutyView(repId, switched) : null,
    floating: floating.map(({ id, name }) => ({ poolId: id, name })),
  };
}

/** Whatever waits for an answer, is hot or new counts as of today: callbacks and plans alone lie ahead. */
async function readNextDue(table: Table, repId: RepId, endsAt: string): Promise<string | null> {
  const ahead = ['2', '5'].map((workClass) => readWork(table, repId, { low: `${workClass}#${endsAt}~`, high: `${workClass}#~` }, 1));
  const moments = (await Promise.all(ahead)).flat().map(({ dueAt }) => dueAt);
  return moments.toSorted()[0] ?? null;
}
