import { z } from 'zod';
import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { PhoneDigest } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, RepId, TaskName, TextId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { beginningWith, type Item, type Table, type WriteItem } from '../platform/table.ts';
import { ScriptConfig } from './script-config.ts';

/** A text that a colleague says they sent from their own phone. It never changes. */
export const SentText = z.object({
  /** The lead under which it lies, which may have been merged since. */
  leadId: LeadId,
  textId: TextId,
  /** When they said so. */
  at: z.iso.datetime(),
  /** The user who sent it; null of `repId`: no rep. */
  by: z.string(),
  repId: RepId.nullable().default(null),
  script: z.string(),
  channel: ScriptConfig.shape.channel,
  purpose: ScriptConfig.shape.purpose,
  /** To which number, by its digest. */
  phone: PhoneDigest,
  text: z.string(),
  parts: z.number().int().positive(),
  /** Tasks that it ended. */
  ended: z.array(TaskName).default([]),
});
export type SentText = z.infer<typeof SentText>;

/** @throws CorruptItemError for an item that is no text. */
export function parseSentText(item: Item): SentText {
  const parsed = SentText.safeParse({ ...item, leadId: partitionId(item) });
  if (!parsed.success) throw new CorruptItemError('a text does not have the shape this version knows');
  return parsed.data;
}

/** Returns the write of a text; refused when it is there. */
export function putSentText({ leadId, repId, ended, ...text }: SentText): WriteItem {
  const rest = { ...(repId === null ? {} : { repId }), ...(ended.length === 0 ? {} : { ended }) };
  return {
    Put: { Item: { ...keys.text(leadId, text.textId), ...text, ...rest }, ConditionExpression: 'attribute_not_exists(pk)' },
  };
}

/** Returns the write that takes a text back; refused when it is gone. */
export function deleteSentText({ leadId, textId }: Pick<SentText, 'leadId' | 'textId'>): WriteItem {
  return { Delete: { Key: keys.text(leadId, textId), ConditionExpression: 'attribute_exists(pk)' } };
}

/** Reads the newest texts to a lead and to those that were merged into it. @throws CorruptItemError */
export async function readSentTexts(
  table: Pick<Table, 'query'>,
  lead: WholeLead,
  { limit, consistent = false }: { readonly limit: number; readonly consistent?: boolean },
): Promise<SentText[]> {
  const found = await Promise.all(
    partitionsOf(lead).map(async (leadId) => {
      const { items } = await table.query({
        ...beginningWith(keys.leadPk(leadId), keys.textPrefix),
        ScanIndexForward: false,
        ConsistentRead: consistent,
        Limit: limit,
      });
      return items.map(parseSentText);
    }),
  );
  // Ids begin with the moment.
  return found
    .flat()
    .toSorted((one, other) => (one.textId < other.textId ? 1 : -1))
    .slice(0, limit);
}
