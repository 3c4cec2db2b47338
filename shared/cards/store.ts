import { z } from 'zod';
import type { Lead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { indexKeys, keys } from '../platform/keys.ts';
import type { Item } from '../platform/table.ts';
import { cardOf, regionOf } from './rules-card.ts';
import { packCard } from './rules-pack.ts';

/** What the card and each seat of a lead say alike. */
export interface CardCopy {
  readonly leadVersion: number;
  readonly activityAt: string;
  /** Packed; every index keeps it. */
  readonly card: string;
}

export function cardCopy(lead: Lead, activityAt: string): CardCopy {
  return { leadVersion: lead.version, activityAt, card: packCard(cardOf(lead)) };
}

/** The item `CARD` of a lead, which lists it by creation, by activity and, while it waits for an owner, by pool. */
export function cardItem(lead: Lead, activityAt: string): Item {
  const { leadId, createdAt, owner, routing } = lead;
  return {
    ...keys.card(leadId),
    ...cardCopy(lead, activityAt),
    ...indexKeys.card(leadId, regionOf(lead), { createdAt, activityAt }),
    ...(owner === null && routing !== null ? indexKeys.waiting(routing.poolId, createdAt, leadId) : {}),
  };
}

const StoredCard = z.object({ leadVersion: z.number().int().positive(), activityAt: z.string(), card: z.string() });

/** @throws CorruptItemError for an item that is no card. */
export function parseCardItem(item: Item): CardCopy {
  const parsed = StoredCard.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a card does not have the shape this version knows');
  return parsed.data;
}
