import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, VisitorId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { type AnsweredByLead, stillAnswered } from './rules-answered.ts';
import type { Identification } from './rules-segments.ts';

/** Who said on a device who they are. Tracking never writes it, and linking writes nothing that tracking writes. */
export interface VisitorIdentity {
  readonly visitorId: VisitorId;
  /** 0: there is no item yet. */
  readonly version: number;
  readonly identifications: readonly Identification[];
  readonly answered: AnsweredByLead;
}

/** In lists, because names of attributes would be half of the item. */
const Row = z.tuple([z.string(), LeadId.nullable(), z.string().nullable(), z.string().nullable()]);
const IdentityItem = z.object({
  version: z.number().int().positive(),
  identifications: z.array(Row),
  answered: z.record(LeadId, z.union([z.literal('all'), z.array(z.string())])).default({}),
});

export async function readIdentity(table: Table, visitorId: VisitorId, { consistent = true } = {}): Promise<VisitorIdentity> {
  const item = await table.get(keys.visitorIdentity(visitorId), { consistent });
  return item ? parseIdentity(item, visitorId) : { visitorId, version: 0, identifications: [], answered: new Map() };
}

/** @throws CorruptItemError */
export function parseIdentity(item: Item, visitorId: VisitorId): VisitorIdentity {
  const { version, identifications, answered } = parsed(IdentityItem, item);
  return {
    visitorId,
    version,
    identifications: identifications.map(([at, leadId, sessionStartedAt, consentTextVersion]) => ({
      at,
      leadId,
      sessionStartedAt,
      consentTextVersion,
    })),
    answered: new Map(Object.entries(answered).map(([leadId, names]) => [LeadId.parse(leadId), names])),
  };
}

/** Replaces what was read at `before.version`; refused when somebody was quicker. Never deleted: a version that began anew would deceive. */
export function putIdentity(
  before: VisitorIdentity,
  identifications: readonly Identification[],
  answered: AnsweredByLead = before.answered,
): WriteItem {
  const rows = identifications.map(({ at, leadId, sessionStartedAt, consentTextVersion }) => [
    at,
    leadId,
    sessionStartedAt,
    consentTextVersion,
  ]);
  const guard =
    before.version === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': before.version } };
  const kept = stillAnswered(answered, identifications);
  const item = { version: before.version + 1, identifications: rows, ...(kept.size > 0 && { answered: Object.fromEntries(kept) }) };
  return { Put: { Item: { ...keys.visitorIdentity(before.visitorId), ...item }, ...guard } };
}

/** One part of a visitor's history as the lead it belongs to names it. */
export const LinkedSegment = z.object({
  segment: z.number().int().positive(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  at: z.string(),
  consentTextVersion: z.string().nullable(),
});
export type LinkedSegment = z.infer<typeof LinkedSegment>;

/** All that a lead has of one visitor; the history itself stays where it is. */
export const VisitorLink = z.object({ leadId: LeadId, visitorId: VisitorId, segments: z.array(LinkedSegment) });
export type VisitorLink = z.infer<typeof VisitorLink>;

/** Unconditional: a link follows from the identity, whose version guards the transaction. */
export function putLink(link: VisitorLink): WriteItem {
  return { Put: { Item: { ...keys.visitorLink(link.leadId, link.visitorId), ...link } } };
}

export function deleteLink({ leadId, visitorId }: VisitorLink): WriteItem {
  return { Delete: { Key: keys.visitorLink(leadId, visitorId) } };
}

/** The visitors of a lead. */
export async function readLinks(table: Table, leadId: LeadId, { consistent = false } = {}): Promise<VisitorLink[]> {
  const { items } = await table.query({
    ConsistentRead: consistent,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.leadPk(leadId), ':prefix': keys.visitorLinkPrefix },
  });
  return items.map((item) => parsed(VisitorLink, item));
}

/** What a lead has of one visitor; undefined when the two are not linked. */
export async function readLink(table: Table, leadId: LeadId, visitorId: VisitorId): Promise<VisitorLink | undefined> {
  const item = await table.get(keys.visitorLink(leadId, visitorId), { consistent: true });
  return item && parsed(VisitorLink, item);
}

function parsed<Schema extends z.ZodType>(schema: Schema, item: Item): z.infer<Schema> {
  const result = schema.safeParse(item);
  if (!result.success) throw new CorruptItemError('an identity or link of a visitor does not have the shape this version knows');
  return result.data;
}
