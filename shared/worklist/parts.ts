import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';

/** What people's acts on tasks touch outside of themselves. */
export interface TaskParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'taskName'>;
}
