import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';

/** What assigning touches outside of itself. */
export interface AssignParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly notice: Queue;
  readonly assign: Queue;
  /** Goes on when a pool has come to the last of many. */
  readonly work: Queue;
  readonly log: Log;
}
