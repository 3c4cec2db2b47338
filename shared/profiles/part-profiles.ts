import type { WholeLead } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { partProfiles } from './rules-merged.ts';
import { putProfiles, readProfileItself, readProfiles } from './store.ts';

/** A merge that is undone. */
interface Undone {
  /** The person who is left, without the part. */
  readonly left: WholeLead;
  readonly part: { readonly leadId: LeadId };
  /** References of the posts since that are of the part. */
  readonly posts: readonly string[];
}

/** Returns the writes that give a record which is parted what its posts said since the merge; none, and nothing is read, where it posted nothing. */
export async function partedProfiles({ left, part, posts }: Undone, table: Pick<Table, 'get'>): Promise<WriteItem[]> {
  if (posts.length === 0) return [];
  const [ofLeft, ofPart] = await Promise.all([readProfiles(table, left), readProfileItself(table, part.leadId)]);
  const parted = partProfiles(ofLeft, ofPart, new Set(posts));
  return putProfiles([...ofLeft, ofPart], [...parted.left, parted.part]);
}
