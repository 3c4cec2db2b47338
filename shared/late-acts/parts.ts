import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';

export interface LateActParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'lateActId'>;
}
