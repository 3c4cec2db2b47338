import type { ConfigReader } from '../config/index.ts';
import { type Clock, minutesMs } from '../platform/clock.ts';
import { NotFoundError, UnavailableError } from '../platform/errors.ts';
import { describeError, type Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { type ConnectorConfig, connectorKind } from './connector-config.ts';
import type { Inbound, InboundAnswer, Known, Receiver } from './connector-type.ts';
import { keepArrivals } from './delivery.ts';
import { receivers } from './receivers.ts';
import { noteRefusal } from './state.ts';
import { askToTake } from './take-request.ts';
import { tokensOf } from './token.ts';

/** What receiving touches outside of itself. */
export interface ReceiveParts {
  readonly table: Pick<Table, 'transact' | 'update'>;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly work: Queue;
  /** Tokens of connectors are derived from it. */
  readonly tokenKey: string;
  /** Reads the secret of a name; undefined where there is none. */
  readonly secret: (name: string) => Promise<string | undefined>;
  readonly log: Log;
  /** When a refusal of a connector was noted last: anybody may post nonsense, and each would be a write. */
  readonly refusals: Map<string, number>;
}

/** Meta puts up to a thousand leads into a post, of some two hundred bytes each. */
export const longestBodyBytes = 512 * 1024;
/** What is told of one thing lies in one item, which holds 400 KB. */
export const longestArrivalBytes = 256 * 1024;
/** A post tells of more only when somebody made it up. */
export const mostArrivals = 1_000;
/** Messages that are sent while the platform waits; the timers of the others ask for them a minute later. */
const askedAtOnce = 100;

export type Received =
  | { readonly kind: 'answered'; readonly answer: InboundAnswer }
  | { readonly kind: 'refused' | 'unreadable' | 'tooLarge'; readonly reason: string };

const accepted: InboundAnswer = { status: 200, contentType: 'application/json', body: '{}' };

/**
 * Takes one request of a platform: makes sure who it is, keeps each thing that it tells of under an id that the same thing has again, and only then
 * answers. A platform that hears no answer tells it again, and nothing is doubled.
 * @throws NotFoundError for a connector that is not configured; UnavailableError while its secrets are not there
 */
export async function receive(connectorId: string, inbound: Inbound, parts: ReceiveParts): Promise<Received> {
  const connector = (await parts.config.current(connectorKind)).documents.get(connectorId);
  if (!connector) throw new NotFoundError('There is no such connector.');
  if (inbound.body.length > longestBodyBytes) return { kind: 'tooLarge', reason: 'tooLarge' };
  const receiver = receivers[connector.type];
  const known = await knownOf(connector, receiver, parts);
  if (inbound.method === 'GET') {
    const answer = receiver.verify?.(inbound, known) ?? null;
    return answer ? { kind: 'answered', answer } : { kind: 'refused', reason: 'notVerified' };
  }
  const read = receiver.read(inbound, known);
  if (read.kind !== 'arrivals') {
    await tellOfRefusal(connector, read.reason, inbound.at, parts);
    return read;
  }
  if (read.arrivals.length > mostArrivals) return { kind: 'tooLarge', reason: 'tooMany' };
  if (read.arrivals.some(({ content }) => content.byteLength > longestArrivalBytes)) return { kind: 'tooLarge', reason: 'tooLarge' };
  const teller = { connectorId: connector.id, type: connector.type };
  const kept = await keepArrivals(parts.table, teller, read.arrivals, inbound.at);
  const open = [...new Set(kept.filter(({ isOpen }) => isOpen).map(({ deliveryId }) => deliveryId))];
  // The timer beside each asks as well: what is on record is not lost, and the platform need not wait for the queue.
  if (open.length > 0) {
    const messages = open.slice(0, askedAtOnce).map((deliveryId) => askToTake({ connectorId: connector.id, deliveryId }));
    await parts.work
      .sendAll(messages)
      .catch((error: unknown) => parts.log.warn('deliveries wait for their timers', { connectorId, ...describeError(error) }));
  }
  parts.log.info('deliveries kept', {
    connectorId,
    type: connector.type,
    arrivals: kept.length,
    news: kept.filter(({ isNew }) => isNew).length,
  });
  return { kind: 'answered', answer: receiver.accepted ?? accepted };
}

async function knownOf(connector: ConnectorConfig, receiver: Receiver, { tokenKey, secret }: ReceiveParts): Promise<Known> {
  const found = await Promise.all(
    receiver.secrets(connector).map(async (name) => {
      const value = await secret(`${connector.id}/${name}`);
      if (value === undefined) throw new UnavailableError(`the parameter ${name} of the connector ${connector.id} is missing`);
      return [name, value] as const;
    }),
  );
  return { connector, tokens: tokensOf(connector, tokenKey), secrets: Object.fromEntries(found) };
}

/** Once a minute from each instance: it is for a person who looks why nothing comes in. */
async function tellOfRefusal({ id }: ConnectorConfig, reason: string, at: Date, { table, log, refusals }: ReceiveParts): Promise<void> {
  log.info('post of a connector refused', { connectorId: id, reason });
  const before = refusals.get(id) ?? 0;
  if (at.getTime() - before < minutesMs) return;
  refusals.set(id, at.getTime());
  await noteRefusal(table, id, reason, at).catch((error: unknown) =>
    log.warn('a refusal is not noted', { connectorId: id, ...describeError(error) }),
  );
}
