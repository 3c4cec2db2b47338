import type {
  AssignManyMessage,
  AssignMessage,
  AssignRequest,
  BookMessage,
  DutyMessage,
  PoolMessage,
  WorkMessage,
} from '../../events/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';

/**
 * Returns a message for the queue `assign` as it is sent. One FIFO group per pool is what makes its reader the pool's single writer.
 * SQS drops a second message of one deduplication id for five minutes, so the id holds all that tells two requests apart: the same post
 * asks once, while a lead that is taken back and given away again, however soon, is another request.
 * @param follows what made the request that this one follows from, where the same cause may come of several
 */
export function assignMessageFor(body: AssignMessage, follows = ''): OrderedMessage {
  const { kind, leadId, subject, poolId, cause, correlationId } = body;
  const causationId = body.kind === 'assign' ? body.causationId : body.decisionId;
  return { body, groupId: poolId, deduplicationId: digest(kind, leadId, subject, poolId, cause, causationId, correlationId, follows) };
}

/** Returns the message that asks a pool for many subjects, a few at a time; the rest of them is another message. */
export function assignManyMessageFor(body: AssignManyMessage): OrderedMessage {
  const { kind, poolId, name, asked } = body;
  return { body, groupId: poolId, deduplicationId: digest(kind, poolId, name, String(asked.length)) };
}

/** As many as one message names: a hundred kilobytes. */
const mostAsked = 500;

/** Returns the messages that ask for all of these requests, pool by pool, as one that is worked off beside what else the pool is asked for. */
export function askForMany(requests: readonly AssignRequest[], name: string): OrderedMessage[] {
  return [...Map.groupBy(requests, ({ poolId }) => poolId)].flatMap(([poolId, ofPool]) => {
    const asked = ofPool.map(askedOf);
    return Array.from({ length: Math.ceil(asked.length / mostAsked) }, (_, part) =>
      assignManyMessageFor({
        v: 1,
        kind: 'assignMany',
        poolId,
        name: `${name}/${part}`,
        asked: asked.slice(part * mostAsked, (part + 1) * mostAsked),
      }),
    );
  });
}

/** Returns the message that asks for all of these requests to one pool, at most as many as a message names, and then has work go on. */
export function askForThen(requests: readonly [AssignRequest, ...AssignRequest[]], name: string, next: WorkMessage | null): OrderedMessage {
  const [{ poolId }] = requests;
  return assignManyMessageFor({ v: 1, kind: 'assignMany', poolId, name, asked: requests.map(askedOf), ...(next ? { next } : {}) });
}

function askedOf({ v: _v, kind: _kind, poolId: _poolId, ...asked }: AssignRequest): AssignManyMessage['asked'][number] {
  return asked;
}

/** Returns the message that has a pool take over what is switched for a rep. */
export function dutyMessageFor(body: DutyMessage): OrderedMessage {
  const { kind, poolId, repId, at } = body;
  return { body, groupId: poolId, deduplicationId: digest(kind, poolId, repId, at) };
}

/** Returns the message that has a pool count what its reps were given, or gave up, apart from its turn. */
export function bookMessageFor(body: BookMessage): OrderedMessage {
  const { kind, poolId, bookingId } = body;
  return { body, groupId: poolId, deduplicationId: digest(kind, poolId, bookingId) };
}

/** Returns a message that lies in the group of its pool. @throws CorruptItemError for another: that pool has a writer of its own */
export function ofGroup(message: PoolMessage, groupId: string): PoolMessage {
  if (message.poolId !== groupId) throw new CorruptItemError('a message for a pool lies in the group of another one');
  return message;
}
