import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, LeadId, VisitorId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { type AnsweredByLead, stillAnswered } from './rules-answered.ts';
import { maxDevices, PastVisits } from './rules-past.ts';
import type { Identification } from './rules-segments.ts';

/** Who said on a device who they are. Tracking never writes it, and linking writes nothing that tracking writes. */
export interface VisitorIdentity {
  readonly visitorId: VisitorId;
  /** 0: there is no item yet. */
  readonly version: number;
  readonly identifications: readonly Identification[];
  readonly answered: AnsweredByLead;
  /** Marks of leads whose links were undone here: no mail of theirs links this device again. */
  readonly undone: readonly string[];
}

/** In lists, because names of attributes would be half of the item. */
const Row = z.tuple([z.string(), LeadId.nullable(), z.string().nullable(), z.string().nullable()]);
/** Weak ones stand apart: a version that knows nothing of them reads past them. */
const IdentityItem = z.object({
  version: z.number().int().positive(),
  identifications: z.array(Row),
  weak: z.array(Row).default([]),
  /** Apart from the rows, whose length other versions know: of a weak one, by its lead, whose mail it was. */
  mailsOf: z.record(LeadId, LeadId).default({}),
  answered: z.record(LeadId, z.array(z.string())).default({}),
  undone: z.array(z.string()).default([]),
});

/** More undone links than a device has ever had; then the oldest is forgotten. */
const maxUndone = 16;

/** Says that a lead's link was undone on a device, and nothing to whoever does not know both: it outlives the lead's record. */
export const undoneMark = (leadId: LeadId, visitorId: VisitorId): string => digest(visitorId, leadId).slice(0, 12);

export const withUndone = (undone: readonly string[], mark: string): string[] =>
  [...undone.filter((one) => one !== mark), mark].slice(-maxUndone);

export async function readIdentity(table: Table, visitorId: VisitorId, { consistent = true } = {}): Promise<VisitorIdentity> {
  const known = await identities.read(table, keys.visitorIdentity(visitorId), { consistent });
  return known ?? { visitorId, version: 0, identifications: [], answered: new Map(), undone: [] };
}

function identityOf(item: Item): VisitorIdentity {
  const { version, identifications, weak, mailsOf, answered, undone } = parsed(IdentityItem, item);
  const mailOf = (leadId: LeadId | null) => (leadId === null ? undefined : new Map(Object.entries(mailsOf)).get(leadId));
  const weakOf = (row: z.infer<typeof Row>): Identification => {
    const of = mailOf(row[1]);
    return { ...identificationOf(row), weak: true, ...(of && { mailOf: of }) };
  };
  return {
    visitorId: VisitorId.parse(partitionId(item)),
    version,
    identifications: [...identifications.map(identificationOf), ...weak.map(weakOf)],
    answered: new Map(Object.entries(answered).map(([leadId, names]) => [LeadId.parse(leadId), names])),
    undone,
  };
}

const identificationOf = ([at, leadId, sessionStartedAt, consentTextVersion]: z.infer<typeof Row>): Identification => ({
  at,
  leadId,
  sessionStartedAt,
  consentTextVersion,
});

const rowOf = ({ at, leadId, sessionStartedAt, consentTextVersion }: Identification): z.infer<typeof Row> => [
  at,
  leadId,
  sessionStartedAt,
  consentTextVersion,
];

function itemOf({ visitorId, version, identifications, answered, undone }: VisitorIdentity): Item {
  const mails = identifications.filter((one) => one.weak);
  const weak = mails.map(rowOf);
  const mailsOf = mails.flatMap(({ leadId, mailOf }) => (leadId !== null && mailOf ? [[leadId, mailOf] as const] : []));
  return {
    ...keys.visitorIdentity(visitorId),
    version,
    identifications: identifications.filter((one) => !one.weak).map(rowOf),
    ...(weak.length > 0 ? { weak } : {}),
    ...(mailsOf.length > 0 ? { mailsOf: Object.fromEntries(mailsOf) } : {}),
    ...(answered.size > 0 ? { answered: Object.fromEntries(answered) } : {}),
    ...(undone.length > 0 ? { undone: [...undone] } : {}),
  };
}

const identities = versioned({ parse: identityOf, toItem: itemOf });

/** Reads who was identified on a device of its item. @throws CorruptItemError */
export const parseIdentity = identities.parse;

/** Replaces the identity that was read; refused when somebody was quicker. Never deleted: a version that began anew would deceive. */
export function putIdentity(
  before: VisitorIdentity,
  identifications: readonly Identification[],
  { answered = before.answered, undone = before.undone }: Partial<Pick<VisitorIdentity, 'answered' | 'undone'>> = {},
): WriteItem {
  const { visitorId, version } = before;
  const kept = stillAnswered(answered, identifications);
  return identities.put(before, { visitorId, version: version + 1, identifications, answered: kept, undone });
}

/** Whether a device is anybody's, of its item as it was read: weak ones count only where nobody has posted. Never throws. */
export function belongsToLead(identity: Item | undefined): boolean {
  const rowsOf = (list: unknown): unknown[] => (Array.isArray(list) ? list : []);
  const posts = rowsOf(identity?.identifications);
  const rows = posts.length > 0 ? posts : rowsOf(identity?.weak);
  return rows.some((row) => Array.isArray(row) && typeof row[1] === 'string');
}

/** One part of a visitor's history as the lead it belongs to names it. */
export interface LinkedSegment {
  readonly segment: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly at: string;
  readonly consentTextVersion: string | null;
}

/** All that a lead has of one visitor; the history itself stays where it is. `weak`: known by a link in our mail alone. */
export interface VisitorLink {
  readonly leadId: LeadId;
  readonly visitorId: VisitorId;
  readonly segments: readonly LinkedSegment[];
  readonly weak?: true;
  /** To which record of the person the mail was written, where that is another one. */
  readonly mailOf?: LeadId;
  /** What the device's older visits add up to, of those that were the lead's; missing: none is summed yet. Goes with the link. */
  readonly past?: PastVisits;
}

/** In rows, as identifications are. */
const LinkItem = z.object({
  leadId: LeadId,
  visitorId: VisitorId,
  segments: z.array(
    z.tuple([z.number().int().positive(), z.string().nullable(), z.string().nullable(), z.string(), z.string().nullable()]),
  ),
  weak: z.literal(true).exactOptional(),
  mailOf: LeadId.exactOptional(),
  past: PastVisits.shape.totals.exactOptional(),
  /** A number beside the sum, because each write of the sum is on the condition that it still is what was read. */
  pastVisits: PastVisits.shape.visits.exactOptional(),
});

/** @throws CorruptItemError */
function linkOf(item: Item): VisitorLink {
  const { segments, past: totals, pastVisits: visits, ...link } = parsed(LinkItem, item);
  return {
    ...link,
    ...(totals && visits !== undefined ? { past: { visits, totals } } : {}),
    segments: segments.map(([segment, from, to, at, consentTextVersion]) => ({ segment, from, to, at, consentTextVersion })),
  };
}

/**
 * Unconditional: a link follows from the identity, whose version guards the transaction. An update, because nobody reads a link before it
 * is written, and what other versions of the code wrote beside it has to stay.
 */
export function putLink({ leadId, visitorId, segments, weak, mailOf, past }: VisitorLink): WriteItem {
  const sets = [
    ...(past ? ['past = :totals', 'pastVisits = :visits'] : []),
    ...(weak ? ['weak = :weak'] : []),
    ...(mailOf ? ['mailOf = :mailOf'] : []),
  ];
  const removes = [...(weak ? [] : ['weak']), ...(mailOf ? [] : ['mailOf'])];
  return {
    Update: {
      Key: keys.visitorLink(leadId, visitorId),
      UpdateExpression: `SET ${['leadId = :leadId', 'visitorId = :visitorId', '#segments = :segments', ...sets].join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
      ExpressionAttributeNames: { '#segments': 'segments' },
      ExpressionAttributeValues: {
        ':leadId': leadId,
        ':visitorId': visitorId,
        ':segments': segments.map(({ segment, from, to, at, consentTextVersion }) => [segment, from, to, at, consentTextVersion]),
        ...(weak ? { ':weak': weak } : {}),
        ...(mailOf ? { ':mailOf': mailOf } : {}),
        ...(past ? { ':totals': past.totals, ':visits': past.visits } : {}),
      },
    },
  };
}

/** Notes what more of a device's visits are in the sum of a link, for the transaction that takes them away; refused when the link is gone. */
export function putPastVisits({ leadId, visitorId, past: before }: VisitorLink, past: PastVisits): WriteItem {
  return {
    Update: {
      Key: keys.visitorLink(leadId, visitorId),
      UpdateExpression: 'SET past = :totals, pastVisits = :visits',
      ConditionExpression: before ? 'pastVisits = :before' : 'attribute_exists(pk) AND attribute_not_exists(pastVisits)',
      ExpressionAttributeValues: { ':totals': past.totals, ':visits': past.visits, ...(before ? { ':before': before.visits } : {}) },
    },
  };
}

export function deleteLink({ leadId, visitorId }: VisitorLink): WriteItem {
  return { Delete: { Key: keys.visitorLink(leadId, visitorId) } };
}

/** The visitors of a lead. */
export async function readLinks(table: Table, leadId: LeadId, { consistent = false } = {}): Promise<VisitorLink[]> {
  const items = await queryAll(table, {
    ConsistentRead: consistent,
    ...beginningWith(keys.leadPk(leadId), keys.visitorLinkPrefix),
  });
  return items.map(linkOf);
}

/** Returns the links among the items of a lead. @throws CorruptItemError */
export function linksIn(items: readonly Item[]): VisitorLink[] {
  return items.filter(({ sk }) => String(sk).startsWith(keys.visitorLinkPrefix)).map(linkOf);
}

/** Whether one more device may become a lead's. Two at the same moment may both be told so. */
export async function hasRoomForDevice(table: Table, leadId: LeadId): Promise<boolean> {
  const { items } = await table.query({
    ...beginningWith(keys.leadPk(leadId), keys.visitorLinkPrefix),
    ProjectionExpression: 'pk',
    Limit: maxDevices,
  });
  return items.length < maxDevices;
}

/** What a lead has of one visitor; undefined when the two are not linked. */
export async function readLink(table: Table, leadId: LeadId, visitorId: VisitorId): Promise<VisitorLink | undefined> {
  const item = await table.get(keys.visitorLink(leadId, visitorId), { consistent: true });
  return item && linkOf(item);
}

function parsed<Schema extends z.ZodType>(schema: Schema, item: Item): z.infer<Schema> {
  const result = schema.safeParse(item);
  if (!result.success) throw new CorruptItemError('an identity or link of a visitor does not have the shape this version knows');
  return result.data;
}
