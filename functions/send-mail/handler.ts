import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { MailMessage } from '../../events/index.ts';
import { formKind } from '../../shared/capture/form-config.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import type { GateParts } from '../../shared/mail/gate-parts.ts';
import { openMailRate, sleep } from '../../shared/mail/rate.ts';
import { handleMailMessage } from '../../shared/mail/send.ts';
import { openMailSender } from '../../shared/mail/ses.ts';
import { parseBody, processBatch, toDeadLetters } from '../../shared/platform/batch.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { perDay, perSecond, readEnvironment, text } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { withoutWakes } from '../../shared/platform/wake.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { mailProducts } from './products.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  NOTICE_QUEUE_URL: text,
  MAIL_QUEUE_URL: text,
  WORK_QUEUE_URL: text,
  MAIL_FROM: text,
  MAILS_PER_SECOND: perSecond,
  MAILS_PER_DAY: perDay,
  CONFIGURATION_SET: text,
  NOTICE_CONFIGURATION_SET: text,
  WATCHED_CONFIGURATION_SET: text,
  MAIL_LINK_KEY: text,
  SITE_URL: text,
  CONSOLE_URL: text,
  SIGNED_LINK_KEY: text,
  REPLY_DOMAIN: text.optional(),
  IDENTITY_KEY: text,
});

const table = openTable(environment.TABLE_NAME);
const log = createLog('send-mail');
const parts: GateParts = {
  products: mailProducts,
  table,
  digests: openDigests(environment.IDENTITY_KEY),
  config: await readAhead(openConfigReader(table, systemClock), [formKind, companyKind, repKind, poolKind]),
  ses: openMailSender(),
  rate: openMailRate(
    { mailsPerSecond: environment.MAILS_PER_SECOND, mailsPerDay: environment.MAILS_PER_DAY },
    { table, clock: systemClock, random: Math.random, sleep },
  ),
  queues: {
    notice: openQueue(environment.NOTICE_QUEUE_URL),
    mail: openQueue(environment.MAIL_QUEUE_URL),
    work: openQueue(environment.WORK_QUEUE_URL),
  },
  sender: {
    from: environment.MAIL_FROM,
    configurationSets: {
      lead: environment.CONFIGURATION_SET,
      rep: environment.NOTICE_CONFIGURATION_SET,
      watched: environment.WATCHED_CONFIGURATION_SET,
    },
    mailLinkKey: environment.MAIL_LINK_KEY,
    siteUrl: environment.SITE_URL,
    signedLinkKey: environment.SIGNED_LINK_KEY,
    replyDomain: environment.REPLY_DOMAIN,
    // The console's own room of a lead; its part behind the `#` is sent to no server.
    leadPage: `${environment.CONSOLE_URL}/#/khach/{leadId}`,
  },
  clock: systemClock,
  ids: randomIds,
  random: Math.random,
  log,
};

/** Notices and mails come over two queues; the gate does not care which. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  processBatch(withoutWakes(event.Records), (record) => handleMailMessage(parseBody(record, MailMessage), parts), {
    log,
    // The whole batch at once: what waits for its slot or for SES holds up no other.
    concurrency: event.Records.length,
    onFinal: toDeadLetters,
  });
