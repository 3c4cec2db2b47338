import type { TargetView } from '../../api/targets/target-view.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { usualBands } from './rules-bands.ts';
import { putTarget, readTarget, type Target } from './target.ts';

/** What somebody sets; whether they may is for the caller to know. */
export interface SetTargetAsked extends Pick<Target, 'month' | 'kind' | 'id' | 'goals'> {
  readonly bands: Target['bands'] | undefined;
  readonly by: string;
  readonly seenVersion: number | undefined;
}

/** Sets what a rep or a pool is to reach in a month. Bands that nobody names stay as they were. @throws PreconditionFailedError */
export function setTarget(
  { month, kind, id, goals, bands, by, seenVersion }: SetTargetAsked,
  along: (view: TargetView) => readonly WriteItem[],
  { table, clock }: { readonly table: Pick<Table, 'get' | 'transact'>; readonly clock: Clock },
): Promise<TargetView> {
  return untilWritten(async () => {
    const before = await readTarget(table, { month, kind, id });
    const version = before?.version ?? 0;
    refuseOtherVersion('target', { version }, seenVersion);
    const after: Target = {
      ...{ month, kind, id, goals, version: version + 1 },
      bands: bands ?? before?.bands ?? [...usualBands],
      setBy: by,
      setAt: isoTime(clock()),
    };
    await table.transact([putTarget(before ?? null, after), ...along(after)]);
    return after;
  });
}
