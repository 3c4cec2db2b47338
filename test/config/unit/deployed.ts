import { defaultConfig } from '../../../config/index.ts';
import { prepareDeployment } from '../../../functions/prepare-deployment/prepare.ts';
import type { Clock } from '../../../shared/platform/clock.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Item } from '../../../shared/platform/table.ts';
import type { MemoryTable } from '../../support/memory-table.ts';
import { memoryParameters } from '../../support/parameters.ts';

/** Prepares a deployment as its custom resource does. */
export const prepare = (table: MemoryTable, clock: Clock, { parameters } = memoryParameters()) =>
  prepareDeployment(
    {
      table,
      parameters,
      secretParameter: '/pheu/secret',
      identityParameter: '/pheu/identity-key',
      defaults: defaultConfig,
      work: { send: async () => {}, sendAll: async () => {} },
      clock,
      log: silentLog,
    },
    1,
  );

/** What the first deployment leaves, worked out once. */
let prepared: readonly Item[] | undefined;

/** Leaves in an empty table what the first deployment does. */
export async function deploy(table: MemoryTable, clock: Clock): Promise<void> {
  if (prepared) return table.seed(...prepared);
  await prepare(table, clock);
  prepared = table.all();
}
