import { userKind } from '../../shared/access/user-config.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openCursors } from '../../shared/platform/cursor.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openTable } from '../../shared/platform/table.ts';
import { readHeldBetween } from '../../shared/quarantine/index.ts';
import { openFacts } from '../../shared/reports/index.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { readDaysOfSpend } from '../../shared/spend/index.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({ TABLE_NAME: text, CURSOR_KEYS: texts, ORIGIN_SECRET_DIGESTS: texts.optional() });
const table = openTable(environment.TABLE_NAME);

/** GET /v1/reports…, with a bearer token. */
export const handler = createHandler(
  {
    table,
    config: await readAhead(openConfigReader(table, systemClock), [userKind, companyKind, poolKind, repKind]),
    cursors: openCursors(environment.CURSOR_KEYS),
    clock: systemClock,
    readFacts: openFacts(table),
    readSpend: (from, to) => readDaysOfSpend(table, from, to),
    readHeld: (span) => readHeldBetween(table, span, systemClock()),
    originDigests: environment.ORIGIN_SECRET_DIGESTS,
  },
  createLog('read-reports'),
);
