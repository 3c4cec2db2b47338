import type { z } from 'zod';
import { WorkMessage } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Accounts } from '../platform/accounts.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { AskMailServers } from '../platform/mail-servers.ts';
import type { Objects } from '../platform/objects.ts';
import type { OutgoingMessage, Queue } from '../platform/queues.ts';
import type { ListSuppressed } from '../platform/suppressed-addresses.ts';
import type { Table } from '../platform/table.ts';

/** Queues that work may lead on to, its own among them. */
export type WorkTarget = 'assign' | 'notice' | 'mail' | 'score' | 'work';

/** What work touches outside of itself. Which of it a kind may really use is said in infra/grants.ts. */
export interface WorkParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly digests: Digests;
  /** Asks name servers, and nobody else outside. */
  readonly askMailServers: AskMailServers;
  /** Of SES, for the whole account. */
  readonly listSuppressed: ListSuppressed;
  /** Of the user pool. */
  readonly accounts: Accounts;
  /** Files of lists. */
  readonly objects: Objects;
  readonly queues: Readonly<Record<WorkTarget, Queue>>;
  readonly log: Log;
}

/** A kind of work inside the account, defined once, by the capability that does it. */
export interface WorkKind<Request = unknown> {
  /** Names the kind in messages, logs and as its group in the queue, so that much work of one kind does not hold up the others. */
  readonly kind: string;
  /** Ids, enums and moments only: a request lies in a queue, and perhaps among dead letters. */
  readonly schema: z.ZodType<Request>;
  /** Does it, safe to repeat. What may pass later is thrown and comes back; a final error goes to the dead letters. */
  run(request: Request, parts: WorkParts): Promise<void>;
}

/** A message that asks for work. */
export interface WorkRequest extends OutgoingMessage {
  readonly body: WorkMessage;
  readonly groupId: string;
}

/** Makes a kind of what its capability says of it; the type of its requests follows from the schema. */
export function defineWork<Request>(kind: WorkKind<Request>): WorkKind<Request> {
  return kind;
}

/**
 * Returns the message that asks for work of a kind.
 * @throws ZodError for a request that its own kind could not read
 */
export function askFor<Request>(
  { kind, schema }: Pick<WorkKind<Request>, 'kind' | 'schema'>,
  request: Request,
  options: { readonly delaySeconds?: number } = {},
): WorkRequest {
  schema.parse(request);
  return { body: WorkMessage.parse({ v: 1, kind, request }), groupId: kind, ...options };
}
