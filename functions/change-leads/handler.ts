import { userKind } from '../../shared/access/user-config.ts';
import { outcomeKind } from '../../shared/call-log/outcome-config.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { lifecycleKind } from '../../shared/lifecycle/lifecycle-config.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { qualificationKind } from '../../shared/qualification/qualification-config.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { scoringKind } from '../../shared/scoring/scoring-config.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  IDENTITY_KEY: text,
  ASSIGN_QUEUE_URL: text,
  MAIL_QUEUE_URL: text,
  NOTICE_QUEUE_URL: text,
  SCORE_QUEUE_URL: text,
  WORK_QUEUE_URL: text,
  ORIGIN_SECRET_DIGESTS: texts.optional(),
});
const table = openTable(environment.TABLE_NAME);

/** What people change about a lead, with a bearer token. */
export const handler = createHandler(
  {
    table,
    config: await readAhead(openConfigReader(table, systemClock), [
      userKind,
      companyKind,
      poolKind,
      scoringKind,
      lifecycleKind,
      qualificationKind,
      outcomeKind,
    ]),
    digests: openDigests(environment.IDENTITY_KEY),
    clock: systemClock,
    ids: randomIds,
    assign: openQueue(environment.ASSIGN_QUEUE_URL),
    mail: openQueue(environment.MAIL_QUEUE_URL),
    notice: openQueue(environment.NOTICE_QUEUE_URL),
    score: openQueue(environment.SCORE_QUEUE_URL),
    work: openQueue(environment.WORK_QUEUE_URL),
    originDigests: environment.ORIGIN_SECRET_DIGESTS,
  },
  createLog('change-leads'),
);
