import { type Lead, leadAmong, readLeadItself } from '../leads/index.ts';
import { opportunitiesOf } from '../needs/index.ts';
import { epochSeconds } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { LeadChanges, Projected, ProjectParts } from '../projecting/index.ts';
import { activityAt } from './rules-activity.ts';
import { cardOf, type NeedOnCard } from './rules-card.ts';
import { parseCard } from './rules-pack.ts';
import {
  type CardCopy,
  cardCopy,
  cardItem,
  deleteSeats,
  parseCardItem,
  putCard,
  putFirstCard,
  readSeatCopies,
  refreshSeat,
  type SeatCopy,
  seatCopiesAmong,
  tombstone,
} from './store.ts';

/** Longer than a record of the stream lives, and than any invocation that still holds the lead as it was. */
const tombstoneDays = 2;

/**
 * Brings the card and the seats of a lead up to date with the lead as it stands. Safe to repeat, at once and in any order: a card is
 * replaced by a newer one only, and of an erased lead a tombstone stays that no card replaces.
 */
export async function projectLead(leadId: LeadId, changes: LeadChanges, parts: Pick<ProjectParts, 'table' | 'clock'>): Promise<Projected> {
  let done: Projected = 'unchanged';
  return await untilWritten(async (round) => {
    const whole = round === 1 ? await changes.readWhole?.() : undefined;
    const skipsRead = changes.isNew === true && round === 1;
    const stored = whole ? whole.find(({ sk }) => sk === keys.cardSk) : skipsRead ? undefined : await readCard(leadId, parts.table);
    const known = stored && parseCardItem(stored);
    // After the card, as one query of the whole does: a lead that is read later is never older than its card.
    const lead = known === null ? undefined : await leadOf(leadId, whole, parts.table);
    if (!lead) return await remove(leadId, stored, parts);
    const at = activityAt(lead.createdAt, ...changes.moments, ...(known ? [known.activityAt] : []));
    const hasNeeds = changes.beside === true || mayHaveNeeds(lead, known);
    const needs = hasNeeds ? await needsOf(lead, parts.table) : [];
    const item = cardItem(lead, at, needs);
    if (!stored) await putFirstCard(parts.table, item);
    else if (!saysTheSame(stored, item)) await putCard(parts.table, stored, item);
    const seats = whole ? seatCopiesAmong(whole) : await readSeatCopies(parts.table, leadId);
    const refreshed = await refreshSeats(leadId, seats, cardCopy(lead, at, needs), parts.table);
    const isReplaced = (stored !== undefined && !saysTheSame(stored, item)) || refreshed > 0;
    if (isReplaced || !stored) done = 'written';
    // A later version that found its own words in what was replaced here wrote nothing, and relies on this look.
    if (isReplaced && (await hasChanged(lead, hasNeeds ? needs : null, parts.table))) throw new ConditionFailedError([], new Map());
    return done;
  });
}

function readCard(leadId: LeadId, table: Table): Promise<Item | undefined> {
  return table.get(keys.card(leadId), { consistent: true });
}

function leadOf(leadId: LeadId, whole: readonly Item[] | undefined, table: Table): Promise<Lead | undefined> {
  return whole ? leadAmong(table, whole) : readLeadItself(table, leadId, { consistent: true });
}

/** Whether a card says what is to be listed: a change of the lead that no list shows, writes no card. */
function saysTheSame(stored: Item, item: Item): boolean {
  const names = new Set([...Object.keys(stored), ...Object.keys(item)]);
  names.delete('leadVersion');
  return [...names].every((name) => stored[name] === item[name]);
}

/**
 * Whether needs of the lead have to be read for its card. The lead counts open ones; that a card names pools tells of closed ones, which their
 * leaders go on seeing. Nearly all leads have none.
 */
function mayHaveNeeds({ evidence }: Lead, known: CardCopy | null | undefined): boolean {
  if (evidence.opportunities.open > 0) return true;
  return Boolean(known && parseCard(known.card)?.needPools.length !== 0);
}

function needsOf(lead: Lead, table: Table): Promise<readonly NeedOnCard[]> {
  return opportunitiesOf(table, lead, { consistent: true });
}

/** @param needs as they were read; null where the lead has none */
async function hasChanged(lead: Lead, needs: readonly NeedOnCard[] | null, table: Table): Promise<boolean> {
  const version = (await table.get(keys.lead(lead.leadId), { consistent: true }))?.version;
  if (version !== lead.version || needs === null) return version !== lead.version;
  const pools = [needs, await needsOf(lead, table)].map((read) => cardOf(lead, read).needPools.join());
  return pools[0] !== pools[1];
}

async function refreshSeats(leadId: LeadId, seats: readonly SeatCopy[], copy: CardCopy, table: Table): Promise<number> {
  let refreshed = 0;
  for (const seat of seats) {
    const isCurrent = seat.activityAt === copy.activityAt && seat.card === copy.card;
    if (isCurrent) continue;
    try {
      await refreshSeat(table, leadId, seat.repId, copy);
      refreshed += 1;
    } catch (error) {
      // The seat ended, or it was put with a newer version of the lead, whose own change refreshes it.
      if (!(error instanceof ConditionFailedError)) throw error;
    }
  }
  return refreshed;
}

/** The tombstone goes first: what falls between the two comes again with the record. */
async function remove(
  leadId: LeadId,
  stored: Item | undefined,
  { table, clock }: Pick<ProjectParts, 'table' | 'clock'>,
): Promise<Projected> {
  const isTombstone = stored !== undefined && parseCardItem(stored) === null;
  if (!isTombstone) await table.put({ Item: tombstone(leadId, epochSeconds(clock()) + tombstoneDays * 86_400) });
  await deleteSeats(table, leadId);
  return 'removed';
}
