import { userKind } from '../../shared/access/user-config.ts';
import { outcomeKind } from '../../shared/call-log/outcome-config.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openCursors } from '../../shared/platform/cursor.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openTable } from '../../shared/platform/table.ts';
import { qualificationKind } from '../../shared/qualification/qualification-config.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { scoringKind } from '../../shared/scoring/scoring-config.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  IDENTITY_KEY: text,
  CURSOR_KEYS: texts,
  ORIGIN_SECRET_DIGESTS: texts.optional(),
});
const table = openTable(environment.TABLE_NAME);

/** GET /v1/leads…, /v1/search, and what became of a submission, with a bearer token. */
export const handler = createHandler(
  {
    table,
    digests: openDigests(environment.IDENTITY_KEY),
    config: await readAhead(openConfigReader(table, systemClock), [
      userKind,
      repKind,
      poolKind,
      scoringKind,
      companyKind,
      qualificationKind,
      outcomeKind,
    ]),
    cursors: openCursors(environment.CURSOR_KEYS),
    clock: systemClock,
    originDigests: environment.ORIGIN_SECRET_DIGESTS,
  },
  createLog('read-leads'),
);
