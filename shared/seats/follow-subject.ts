import { activityAt, cardCopy } from '../cards/index.ts';
import type { Lead } from '../leads/index.ts';
import type { WriteItem } from '../platform/table.ts';
import type { Seat } from './record.ts';
import { type Move, moveSubject } from './rules-seats.ts';
import { writeSeat } from './store.ts';

/**
 * Returns the writes by which seats follow a subject of a lead, for the transaction that moves it: nobody has a subject without a seat, and
 * nobody keeps the seat of a subject that went to somebody else. Later activity than the lead's making is copied by the projector.
 * @param lead as it will stand after the transaction
 * @param held the seats of the old rep and of the new one, as far as there are any; the writes are refused where others are held
 */
export function followSubject(move: Pick<Move, 'subject' | 'from' | 'to'>, lead: Lead, held: readonly Seat[]): WriteItem[] {
  const { leadId, createdAt, updatedAt } = lead;
  return moveSubject({ leadId, ...move, at: updatedAt }, held, cardCopy(lead, activityAt(createdAt))).map(writeSeat);
}
