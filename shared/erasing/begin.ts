import type { EraseReason } from '../../api/erasures/erasure-words.ts';
import { addMs, type Clock, isoTime, secondsMs } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { ErasureId, IdSource, LeadId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { askForSlice, askForSliceLater } from './erase-request.ts';
import { type Erasure, putErasure, readErasure } from './erasure.ts';
import { BegunErasureError } from './errors.ts';

/** As long as it can be called off: whoever meant another person sees it at once. */
export const heldSeconds = 10;

export interface BeginParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'erasureId' | 'attemptId'>;
  readonly work: Queue;
}

/** Somebody wants a person erased. */
export interface ErasureAsked {
  readonly leadId: LeadId;
  readonly reason: EraseReason;
  readonly reference: string | null;
  readonly by: string;
}

/** Begins an erasure, which is held for a moment. What is asked for twice under one key begins once. */
export async function beginErasure(
  asked: ErasureAsked,
  along: (erasure: Erasure) => readonly WriteItem[],
  { table, clock, ids, work }: BeginParts,
): Promise<Erasure> {
  const at = clock();
  const startsAt = addMs(at, heldSeconds * secondsMs);
  const erasure: Erasure = {
    ...asked,
    erasureId: ids.erasureId(at),
    version: 1,
    leadIds: [asked.leadId],
    phase: 'held',
    askedAt: isoTime(at),
    startsAt: isoTime(startsAt),
    emails: [],
    phones: [],
    gone: {},
    handled: 0,
    late: 0,
  };
  const { erasureId } = erasure;
  await table.transact([putErasure(null, erasure, ids.attemptId()), askForSliceLater(erasureId, 'held', startsAt), ...along(erasure)]);
  await work.send(askForSlice(erasureId, { delaySeconds: heldSeconds }));
  return erasure;
}

/** Calls an erasure off that is held; again, where it was. @throws NotFoundError; BegunErasureError */
export function cancelErasure(
  erasureId: ErasureId,
  along: (erasure: Erasure) => readonly WriteItem[],
  { table, clock, ids }: Omit<BeginParts, 'work'>,
): Promise<Erasure> {
  return untilWritten(async () => {
    const before = await readErasure(table, erasureId);
    if (!before) throw new NotFoundError('no such erasure');
    if (before.phase !== 'held' && before.phase !== 'cancelled') {
      throw new BegunErasureError('The erasure has begun. Việc xoá đã bắt đầu, không huỷ được nữa.');
    }
    const { version: _version, writeId: _writeId, ...stood } = before;
    const after = { ...stood, phase: 'cancelled' as const, endedAt: before.endedAt ?? isoTime(clock()) };
    const view: Erasure = { ...after, version: before.version + 1 };
    await table.transact([putErasure(before, after, ids.attemptId()), ...along(view)]);
    return view;
  });
}
