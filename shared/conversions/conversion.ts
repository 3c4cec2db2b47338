import { z } from 'zod';
import { ConversionStage } from '../connectors/conversions-config.ts';
import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { CallId, LeadId, SourceId } from '../platform/ids.ts';
import { indexAttributes, indexes, indexKeys, keys, partitionId } from '../platform/keys.ts';
import { Money } from '../platform/money.ts';
import { beginningWith, type Item, type PutWrite, queryAll, type Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** By what a platform knows a person whom it brought: its own id of the lead, or that of a click. */
export const AdReference = z.object({
  kind: z.enum(['leadId', 'fbclid', 'gclid', 'gbraid', 'wbraid']),
  id: z.string().min(1).max(500),
  /** When the person posted it, which was soon after the click. */
  at: z.iso.datetime(),
});
export type AdReference = z.infer<typeof AdReference>;

/** `waiting`: for the next batch. `sending`: in the call that it names. The others are ends. */
export const ConversionState = z.enum(['waiting', 'sending', 'told', 'refused']);
export type ConversionState = z.infer<typeof ConversionState>;

/** That a lead came to a stage, for the platform of one connector: each stage once, however often the lead falls back and comes again. */
export const Conversion = z.object({
  leadId: LeadId,
  connectorId: SourceId,
  stage: ConversionStage,
  /** When the lead came to it. */
  at: z.iso.datetime(),
  notedAt: z.iso.datetime(),
  /** What goes along, or went along last. */
  value: Money.nullable(),
  /** Null once nothing is to be told any more. */
  reference: AdReference.nullable(),
  state: ConversionState,
  /** Why it was refused, or waits once more; null: nothing is wrong. */
  reason: z.string().nullable(),
  /** The call that it is in, or was in last. */
  callId: CallId.nullable(),
  tries: z.number().int().nonnegative(),
  /** With how many others it may be in one call: fewer, after a platform refused a whole call for one of them. */
  together: z.number().int().positive(),
  /** Not before that. */
  dueAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  version: z.number().int(),
});
export type Conversion = z.infer<typeof Conversion>;

export const isOpen = ({ state }: Pick<Conversion, 'state'>): boolean => state === 'waiting' || state === 'sending';

function parse(item: Item): Conversion {
  const [, connectorId, stage] = String(item.sk).split('#');
  const parsed = Conversion.safeParse({
    reference: null,
    value: null,
    reason: null,
    callId: null,
    endedAt: null,
    ...item,
    leadId: partitionId(item),
    connectorId,
    stage,
  });
  if (!parsed.success) throw new CorruptItemError('a conversion does not have the shape this version knows');
  return parsed.data;
}

const store = versioned<Conversion>({
  parse,
  toItem: ({ leadId, connectorId, stage, ...conversion }) => ({
    ...keys.conversion(leadId, connectorId, stage),
    ...Object.fromEntries(Object.entries(conversion).filter(([, value]) => value !== null)),
    ...indexKeys.conversion(connectorId, isOpen(conversion), conversion.notedAt, leadId, stage),
  }),
});

/** @throws CorruptItemError */
export const parseConversion = store.parse;

/** Replaces what was read, or notes a new one; refused when somebody was quicker. */
export const putConversion = (before: Conversion | null, after: Conversion): PutWrite => store.put(before, after);

export const readConversion = (
  table: Pick<Table, 'get'>,
  { leadId, connectorId, stage }: Pick<Conversion, 'leadId' | 'connectorId' | 'stage'>,
): Promise<Conversion | undefined> => store.read(table, keys.conversion(leadId, connectorId, stage), { consistent: true });

/** Reads all conversions of a person, whichever record they were noted under. */
export async function conversionsOf(table: Pick<Table, 'query'>, lead: WholeLead): Promise<Conversion[]> {
  const found = await Promise.all(
    partitionsOf(lead).map((leadId) =>
      queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.conversionPrefix), ConsistentRead: true }),
    ),
  );
  return found.flat().map(parseConversion);
}

/** A page of the conversions of a connector. */
export interface ConversionPage {
  readonly conversions: readonly Conversion[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** Lists conversions of a connector that are open, the oldest first, or that have ended, the newest first. The index may lag. */
export async function listConversions(
  table: Pick<Table, 'query' | 'batchGet'>,
  connectorId: SourceId,
  { open, after, limit }: { readonly open: boolean; readonly after: string | null; readonly limit: number },
): Promise<ConversionPage> {
  const { pk, sk } = indexAttributes.gsi2;
  const [from, to] = open ? [after ?? '0', '~'] : ['0', after ?? '~'];
  const { items, lastKey } = await table.query({
    IndexName: indexes.gsi2,
    KeyConditionExpression: `${pk} = :connector AND ${sk} BETWEEN :from AND :to`,
    ExpressionAttributeValues: { ':connector': indexKeys.conversionsPartition(connectorId, open), ':from': from, ':to': to },
    ScanIndexForward: open,
    // The place that a page begins behind is read once more: a range has no open end.
    Limit: limit + (after === null ? 0 : 1),
  });
  const places = items.filter((item) => item[sk] !== after);
  const found = await table.batchGet(
    places.map((item) => ({ pk: String(item.pk), sk: String(item.sk) })),
    { consistent: true },
  );
  const byPlace = new Map(found.map((item) => [`${item.pk} ${item.sk}`, parseConversion(item)]));
  const conversions = places.flatMap((item) => byPlace.get(`${item.pk} ${item.sk}`) ?? []);
  return { conversions, next: lastKey === undefined ? null : String(places.at(-1)?.[sk] ?? after) };
}
