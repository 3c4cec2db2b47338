import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { connectorKind } from '../../shared/connectors/connector-config.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openParameterSecrets } from '../../shared/platform/parameter-secrets.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({ TABLE_NAME: text, WORK_QUEUE_URL: text, CONNECTOR_KEY: text, CONNECTOR_SECRETS: text });
const table = openTable(environment.TABLE_NAME);

/** POST and GET /v1/inbound/{connector} → what a platform tells, kept for work. */
export const handler = createHandler({
  table,
  config: await readAhead(openConfigReader(table, systemClock), [connectorKind]),
  clock: systemClock,
  work: openQueue(environment.WORK_QUEUE_URL),
  tokenKey: environment.CONNECTOR_KEY,
  secret: openParameterSecrets(environment.CONNECTOR_SECRETS, systemClock),
  log: createLog('receive-inbound'),
  refusals: new Map(),
});
