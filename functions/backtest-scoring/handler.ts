import { userKind } from '../../shared/access/user-config.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openCursors } from '../../shared/platform/cursor.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openObjectAddresses, openObjects } from '../../shared/platform/objects.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { scoringKind } from '../../shared/scoring/scoring-config.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  CURSOR_KEYS: texts,
  WORK_QUEUE_URL: text,
  CONNECTOR_KEY: text,
  IMPORTS_BUCKET: text,
  ORIGIN_SECRET_DIGESTS: texts.optional(),
});
const table = openTable(environment.TABLE_NAME);
const log = createLog('backtest-scoring');

/** What reads many leads for one answer, with a bearer token: what scoring rules would have said of past leads, whom rules of segments take in; and lists that come in. */
export const handler = createHandler({
  table,
  config: await readAhead(openConfigReader(table, systemClock), [userKind, scoringKind, companyKind]),
  clock: systemClock,
  ids: randomIds,
  tokenKey: environment.CONNECTOR_KEY,
  work: openQueue(environment.WORK_QUEUE_URL),
  objects: openObjects(environment.IMPORTS_BUCKET),
  addresses: openObjectAddresses(environment.IMPORTS_BUCKET),
  cursors: openCursors(environment.CURSOR_KEYS),
  log,
  originDigests: environment.ORIGIN_SECRET_DIGESTS,
});
