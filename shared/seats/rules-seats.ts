import type { CardCopy } from '../cards/index.ts';
import type { LeadId, RepId, SubjectId } from '../platform/ids.ts';
import type { Seat } from './record.ts';

/** A subject of a lead goes from one rep to another; null is nobody. */
export interface Move {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly from: RepId | null;
  readonly to: RepId | null;
  readonly at: string;
}

/** A seat as it was read and as it shall be; null where there is none. */
export type SeatChange = { readonly before: Seat | null; readonly after: Seat } | { readonly before: Seat; readonly after: null };

/**
 * Returns what a move changes of a lead's seats: the old owner's loses the subject and ends with the last, the new owner's gains it.
 * @param held the seats of both reps, as far as there are any
 * @param copy what the lead's card says after the move
 */
export function moveSubject({ leadId, subject, from, to, at }: Move, held: readonly Seat[], copy: CardCopy): SeatChange[] {
  if (from === to) return [];
  const left = held.find(({ repId, subjects }) => repId === from && subjects.includes(subject));
  const taken = held.find(({ repId }) => repId === to) ?? null;
  const changes: SeatChange[] = [];
  if (left) {
    const subjects = left.subjects.filter((other) => other !== subject);
    changes.push({ before: left, after: subjects.length === 0 ? null : changed(left, subjects, copy) });
  }
  if (to !== null && !taken?.subjects.includes(subject)) {
    const empty = { leadId, repId: to, version: 0, since: at, ...copy };
    changes.push({ before: taken, after: changed(taken ?? empty, [...(taken?.subjects ?? []), subject], copy) });
  }
  return changes;
}

/** Of activity the latest counts: a lead never falls back in a list. */
function changed(seat: Omit<Seat, 'subjects'>, subjects: SubjectId[], copy: CardCopy): Seat {
  const { activityAt } = copy.activityAt < seat.activityAt ? seat : copy;
  return { ...seat, ...copy, activityAt, version: seat.version + 1, subjects };
}
