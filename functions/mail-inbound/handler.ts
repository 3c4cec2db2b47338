import { openConfigReader } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openObjects } from '../../shared/platform/objects.ts';
import { openTable } from '../../shared/platform/table.ts';
import { RawMails } from '../../shared/replies/raw-mails.ts';
import { type InboundParts, takeInbound } from '../../shared/replies/take-inbound.ts';
import { readReceipt } from './receipt.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  IMPORTS_BUCKET: text,
  REPLY_DOMAIN: text,
  SIGNED_LINK_KEYS: texts,
  IDENTITY_KEY: text,
});
const table = openTable(environment.TABLE_NAME);
const parts: InboundParts = {
  table,
  config: openConfigReader(table, systemClock),
  raw: new RawMails(openObjects(environment.IMPORTS_BUCKET)),
  replyDomain: environment.REPLY_DOMAIN,
  signedLinkKeys: environment.SIGNED_LINK_KEYS,
  digests: openDigests(environment.IDENTITY_KEY),
  clock: systemClock,
  ids: randomIds,
  log: createLog('mail-inbound'),
};

/** A mail came in, where answers to mails do. */
export const handler = (event: unknown): Promise<void> => takeInbound(readReceipt(event), parts);
