import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';

/** What saying who is to have a lead touches outside of itself. */
export interface OwnerParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'decisionId'>;
  readonly assign: Queue;
}
