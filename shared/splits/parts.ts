import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';

/** What beginning a split, and taking it back, touches outside of itself. */
export interface SplitParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'splitId' | 'attemptId'>;
  readonly work: Queue;
}
