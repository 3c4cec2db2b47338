import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { Qualification } from './record.ts';

function qualificationOf(item: Item): Qualification {
  const parsed = Qualification.safeParse({ ...item, leadId: partitionId(item) });
  if (!parsed.success) throw new CorruptItemError('the qualification of a lead does not have the shape this version knows');
  return parsed.data;
}

const store = versioned<Qualification>({
  parse: qualificationOf,
  toItem: ({ leadId, version, ...factors }) => ({
    ...keys.qualification(leadId),
    version,
    ...Object.fromEntries(Object.entries(factors).filter(([, evidence]) => evidence.length > 0)),
  }),
});

/** The qualification of a lead of whom nobody knows anything yet. */
export const noQualification = (leadId: LeadId): Qualification => qualificationOf({ ...keys.qualification(leadId), version: 0 });

/** Reads what is known of a lead's qualification. @throws CorruptItemError */
export async function readQualification(
  table: Pick<Table, 'get'>,
  leadId: LeadId,
  options: { readonly consistent?: boolean } = {},
): Promise<Qualification> {
  return (await store.read(table, keys.qualification(leadId), options)) ?? noQualification(leadId);
}

/** Replaces the qualification that was read; refused when somebody was quicker. */
export function putQualification(before: Qualification, after: Qualification): WriteItem {
  return store.put(before, after);
}
