import { activityAt, cardCopy } from '../cards/index.ts';
import type { Lead } from '../leads/index.ts';
import type { WriteItem } from '../platform/table.ts';
import { leadSubject, type Seat } from './record.ts';
import { moveSubject } from './rules-seats.ts';
import { writeSeat } from './store.ts';

/**
 * Returns the writes by which seats follow the owner of a lead, for the transaction that changes the owner: nobody owns a lead without a
 * seat, and nobody keeps the seat of a lead that went to somebody else. Later activity than the lead's making is copied by the projector.
 * @param held the seats of the old owner and of the new one, as far as there are any; the writes are refused where others are held
 */
export function followOwner(before: Lead, after: Lead, held: readonly Seat[]): WriteItem[] {
  const [from, to] = [before, after].map(({ owner }) => owner?.repId ?? null);
  const move = { leadId: after.leadId, subject: leadSubject, from: from ?? null, to: to ?? null, at: after.updatedAt };
  return moveSubject(move, held, cardCopy(after, activityAt(after.createdAt))).map(writeSeat);
}
