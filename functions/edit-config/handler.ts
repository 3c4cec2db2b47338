import { userKind } from '../../shared/access/user-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  IDENTITY_KEY: text,
  WORK_QUEUE_URL: text,
  WEBHOOK_KEYS: texts,
  ORIGIN_SECRET_DIGESTS: texts.optional(),
});
const table = openTable(environment.TABLE_NAME);

/** The business configuration, with a bearer token: read, compared, checked and published; and which addresses are told of events. */
export const handler = createHandler(
  {
    table,
    config: await readAhead(openConfigReader(table, systemClock), [userKind]),
    digests: openDigests(environment.IDENTITY_KEY),
    clock: systemClock,
    ids: randomIds,
    work: openQueue(environment.WORK_QUEUE_URL),
    webhookKeys: environment.WEBHOOK_KEYS,
    originDigests: environment.ORIGIN_SECRET_DIGESTS,
  },
  createLog('edit-config'),
);
