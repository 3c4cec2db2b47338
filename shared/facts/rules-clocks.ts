import { leadAccepted, leadAssigned, leadOffered, leadOfferRetimed, leadUnassigned } from '../../events/index.ts';
import { type Clock, type Moment, momentOf, type Ownership } from './fact.ts';
import type { RecordItems } from './person-items.ts';
import { compareClocks } from './rules-clock-order.ts';
import { ownerAt } from './rules-owners.ts';
import { inOrder, toldBy } from './rules-told.ts';

/** Lists the spans within which reps had to accept what they were offered, and to reach out to whom they got. */
export function clocksOf(records: readonly RecordItems[], owners: readonly Ownership[]): Clock[] {
  const all = records.flatMap((record) => [...offersOf(record), ...firstContactsOf(record, owners)]);
  return all.toSorted(compareClocks);
}

type Event =
  | { readonly is: 'offered'; readonly repId: string; readonly dueAt: Moment }
  | { readonly is: 'retimed'; readonly repId: string; readonly dueAt: Moment }
  | { readonly is: 'accepted'; readonly repId: string; readonly isLate: boolean }
  | { readonly is: 'ended'; readonly result: 'missed' | 'excused' };
type Turn = Event & { readonly at: Moment; readonly place: string; readonly subject: string };

function offersOf(record: RecordItems): Clock[] {
  const clocks: Clock[] = [];
  const open = new Map<string, Clock>();
  const end = (subject: string, endedAt: Moment, resultOf: (clock: Clock) => Clock['result']) => {
    const clock = open.get(subject);
    if (clock) clocks.push({ ...clock, endedAt, result: resultOf(clock) });
    open.delete(subject);
  };
  for (const turn of turnsOf(record)) {
    const { at, subject } = turn;
    // Who is asked next is asked because the one before let it pass, unless that one had time left.
    if (turn.is === 'offered') {
      end(subject, at, ({ dueAt }) => (at >= dueAt ? 'missed' : 'excused'));
      const { repId, dueAt } = turn;
      open.set(subject, { kind: 'accept', subject, repId, startedAt: at, dueAt, endedAt: null, result: 'open' });
    } else if (turn.is === 'retimed') {
      const clock = open.get(subject);
      if (clock?.repId === turn.repId) open.set(subject, { ...clock, dueAt: turn.dueAt });
    } else if (turn.is === 'accepted') {
      end(subject, at, (clock) => (clock.repId !== turn.repId ? 'excused' : turn.isLate ? 'missed' : 'met'));
    } else end(subject, at, () => turn.result);
  }
  return [...clocks, ...open.values()];
}

function turnsOf(record: RecordItems): Turn[] {
  const common = <Data extends { readonly subject: string }>({ at, place, data }: { at: Moment; place: string; data: Data }) => ({
    at,
    place,
    subject: data.subject,
  });
  return inOrder<Turn>([
    ...toldBy(record, leadOffered).map((told) => ({
      ...common(told),
      is: 'offered' as const,
      repId: told.data.repId,
      dueAt: momentOf(told.data.slaDueAt),
    })),
    ...toldBy(record, leadOfferRetimed).map((told) => ({
      ...common(told),
      is: 'retimed' as const,
      repId: told.data.repId,
      dueAt: momentOf(told.data.slaDueAt),
    })),
    ...toldBy(record, leadAccepted).map((told) => ({
      ...common(told),
      is: 'accepted' as const,
      repId: told.data.repId,
      isLate: told.data.isLate,
    })),
    // Given by hand, to whomever: nobody waits for an answer any more.
    ...toldBy(record, leadAssigned).map((told) => ({ ...common(told), is: 'ended' as const, result: 'excused' as const })),
    ...toldBy(record, leadUnassigned).map((told) => ({
      ...common(told),
      is: 'ended' as const,
      // Who declines has answered, and who is away need not.
      result: told.data.reason === 'notAccepted' && told.data.because === undefined ? ('missed' as const) : ('excused' as const),
    })),
  ]);
}

function firstContactsOf({ tasks }: RecordItems, owners: readonly Ownership[]): Clock[] {
  return tasks.flatMap(({ name, subject, createdAt, dueAt, endedAt, ownerRepId, status }): Clock[] => {
    if (!name.startsWith(firstContacts)) return [];
    const [startedAt, due] = [momentOf(createdAt), momentOf(dueAt)];
    const owner = ownerAt(owners, subject, startedAt);
    const repId = owner?.repId ?? ownerRepId;
    if (repId === null) return [];
    const clock = { kind: 'firstContact' as const, subject, repId, startedAt, dueAt: due };
    const ended = endedAt === null ? null : momentOf(endedAt);
    const takenAt = owner?.to ?? null;
    // Taken from them before they had reached out: what the next one does is not theirs.
    if (takenAt !== null && (ended === null || takenAt < ended))
      return [{ ...clock, endedAt: takenAt, result: takenAt > due ? 'missed' : 'excused' }];
    if (ended === null) return [{ ...clock, endedAt: null, result: 'open' }];
    const isDone = status === 'done' || ended > due;
    return [{ ...clock, endedAt: ended, result: !isDone ? 'excused' : ended <= due ? 'met' : 'missed' }];
  });
}

const firstContacts = 'first-';
