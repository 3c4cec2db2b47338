import { readLead } from '../leads/index.ts';
import { addMs, type Clock, isoTime, secondsMs } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { HeldActId, IdSource, LeadId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { endedAct, findHeldAct, type HeldAct, putHeldAct } from './held-act.ts';
import { askToPerform, askToPerformLater } from './perform-request.ts';

/** As long as a page offers to take something back. */
export const heldSeconds = 10;

export interface HoldParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'heldActId'>;
  readonly work: Queue;
}

/** Somebody does what cannot be undone; that they may, and that it is possible, is for the caller to see to. */
export interface HoldAsked extends Pick<HeldAct, 'leadId' | 'by' | 'correlationId' | 'act'> {
  readonly along: (held: HeldAct) => readonly WriteItem[];
}

/** Holds an act for ten seconds, in which who did it takes it back. Behind them it is performed, whatever becomes of their page. */
export async function holdAct({ along, ...asked }: HoldAsked, { table, clock, ids, work }: HoldParts): Promise<HeldAct> {
  const at = clock();
  const until = addMs(at, heldSeconds * secondsMs);
  const times = { heldAt: isoTime(at), until: isoTime(until) };
  const held: HeldAct = { ...asked, heldActId: ids.heldActId(at), version: 1, ...times, state: 'held' };
  await table.transact([putHeldAct(null, held), askToPerformLater(held, until), ...along(held)]);
  await work.send(askToPerform(held, heldSeconds));
  return held;
}

/** Which held act is meant, and by whom. */
export interface OwnHeld {
  readonly leadId: LeadId;
  readonly heldActId: HeldActId;
  readonly userId: string;
  readonly along: (held: HeldAct) => readonly WriteItem[];
}

/** Finds what somebody had held themselves, whoever has the lead by now. @throws NotFoundError, also for the act of another user */
export async function findOwnHeld({ leadId, heldActId, userId }: Omit<OwnHeld, 'along'>, table: Pick<Table, 'get'>): Promise<HeldAct> {
  const lead = await readLead(table, leadId, { consistent: true });
  const held = lead && (await findHeldAct(table, lead, heldActId));
  if (!held || held.by !== userId) throw new NotFoundError('no such held act');
  return held;
}

/** Takes a held act back: it never was. Again, where it was. @throws NotFoundError; NotPossibleNowError once it was performed, or could not be */
export function takeBackHeld(asked: OwnHeld, { table, clock }: Pick<HoldParts, 'table' | 'clock'>): Promise<HeldAct> {
  return untilWritten(async () => {
    const before = await findOwnHeld(asked, table);
    if (before.state === 'takenBack') {
      await writeIfAny(table, asked.along(before));
      return before;
    }
    if (before.state === 'refused') {
      throw new NotPossibleNowError(
        'Nothing was done: it was not possible any more. Việc này không còn thực hiện được nên chưa có gì thay đổi.',
      );
    }
    if (before.state === 'done') {
      throw new NotPossibleNowError('It was done already and cannot be taken back. Việc này đã thực hiện, không hoàn tác được nữa.');
    }
    const after = endedAct(before, 'takenBack', isoTime(clock()));
    await table.transact([putHeldAct(before, after), ...asked.along(after)]);
    return after;
  });
}
