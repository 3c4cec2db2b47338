import { userKind } from '../../shared/access/user-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openTable } from '../../shared/platform/table.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({ TABLE_NAME: text, IDENTITY_KEY: text, ORIGIN_SECRET_DIGESTS: texts.optional() });
const table = openTable(environment.TABLE_NAME);

/** Mail templates, with a bearer token: compiled, shown, checked and published. */
export const handler = createHandler(
  {
    table,
    config: await readAhead(openConfigReader(table, systemClock), [userKind]),
    digests: openDigests(environment.IDENTITY_KEY),
    clock: systemClock,
    originDigests: environment.ORIGIN_SECRET_DIGESTS,
  },
  createLog('compile-templates'),
);
