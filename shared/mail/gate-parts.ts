import type { MailKind } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import type { Sender } from './compose.ts';
import type { MailProducts } from './product.ts';
import type { MailRate } from './rate.ts';
import type { MailUrgency } from './rules-rate.ts';
import type { MailSender } from './ses.ts';

/** What the gate works with; tests hand in fakes. */
export interface GateParts {
  readonly products: MailProducts;
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
  readonly ses: MailSender;
  readonly rate: MailRate;
  /** `work`: where a step of a sequence behind a mail is due at once. */
  readonly queues: { readonly notice: Queue; readonly mail: Queue; readonly work: Queue };
  readonly sender: Sender;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'attemptId'>;
  readonly random: () => number;
  readonly log: Log;
}

/** Names the queue that mails of a kind go over: people wait for notices. */
export function queueNameOf(kind: MailKind, products: MailProducts): MailUrgency {
  return products[kind].purpose === 'notice' ? 'notice' : 'mail';
}

export const queueOf = (kind: MailKind, { products, queues }: GateParts): Queue => queues[queueNameOf(kind, products)];
