import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';

/** What making somebody known touches outside of itself. */
export interface IntakeParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly digests: Digests;
  readonly assign: Queue;
  readonly score: Queue;
  readonly log: Log;
}

/** What taking a submission in touches outside of itself: whoever posted hears by mail, and so does the owner. */
export interface SubmissionParts extends IntakeParts {
  readonly notice: Queue;
  readonly mail: Queue;
}
