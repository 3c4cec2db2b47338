import { type Log, silentLog } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { ListParts } from '../../shared/reading/list-leads.ts';
import { cursors } from './cursors.ts';
import { digests } from './digests.ts';
import { createFixedConfig } from './lead-world/config.ts';

/** What a list touches, with the default configuration and a clock that stands still. */
export function listPartsOf(table: Table, log: Log = silentLog): ListParts {
  return { table, digests, config: createFixedConfig(), cursors, clock: () => new Date('2026-11-22T03:00:00.000Z'), log };
}
