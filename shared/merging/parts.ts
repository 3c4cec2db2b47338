import type { ConfigReader } from '../config/index.ts';
import type { MergeFollower } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';

/** What merging and parting leads touch outside of themselves. */
export interface MergeParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'decisionId'>;
  readonly digests: Digests;
  readonly assign: Queue;
  readonly score: Queue;
  readonly log: Log;
}

/** What parting leads touches. */
export interface UndoParts extends MergeParts {
  /** What each capability says of its items under leads. */
  readonly followers: readonly MergeFollower[];
}
