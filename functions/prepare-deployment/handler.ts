import { SSMClient } from '@aws-sdk/client-ssm';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { createHandler } from './app.ts';
import { readDefaults } from './defaults.ts';
import { openParameters } from './parameters.ts';

const environment = readEnvironment({ TABLE_NAME: text, SECRET_PARAMETER: text, IDENTITY_PARAMETER: text, WORK_QUEUE_URL: text });

/** CloudFormation custom resource → default configuration and secrets. */
export const handler = createHandler({
  table: openTable(environment.TABLE_NAME),
  parameters: openParameters(new SSMClient({})),
  secretParameter: environment.SECRET_PARAMETER,
  identityParameter: environment.IDENTITY_PARAMETER,
  work: openQueue(environment.WORK_QUEUE_URL),
  defaults: readDefaults(new URL('config.json', import.meta.url)),
  clock: systemClock,
  log: createLog('prepare-deployment'),
});
