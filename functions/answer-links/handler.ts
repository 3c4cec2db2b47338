import { companyKind } from '../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openObjectAddresses, openObjects } from '../../shared/platform/objects.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { topicKind } from '../../shared/preferences/topic-config.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  IDENTITY_KEY: text,
  SIGNED_LINK_KEYS: texts,
  FORM_TOKEN_KEYS: texts,
  ASSIGN_QUEUE_URL: text,
  IMPORTS_BUCKET: text,
});
const table = openTable(environment.TABLE_NAME);
const log = createLog('answer-links');

/** GET, HEAD and POST of pages behind signed links → pages. */
export const handler = createHandler(
  {
    table,
    config: await readAhead(openConfigReader(table, systemClock), [companyKind, topicKind]),
    digests: openDigests(environment.IDENTITY_KEY),
    signedLinkKeys: environment.SIGNED_LINK_KEYS,
    // A link on a page is signed with the key of the form's tokens, one in a mail with that of mails.
    downloadKeys: [...environment.FORM_TOKEN_KEYS, ...environment.SIGNED_LINK_KEYS],
    objects: openObjects(environment.IMPORTS_BUCKET),
    addresses: openObjectAddresses(environment.IMPORTS_BUCKET),
    clock: systemClock,
    ids: randomIds,
    assign: openQueue(environment.ASSIGN_QUEUE_URL),
    log,
  },
  log,
);
