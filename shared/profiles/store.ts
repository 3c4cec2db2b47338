import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { noProfile, Profile } from './profile.ts';

const Stored = Profile.extend({ version: z.number().int().positive() });

const profiles = versioned<Profile>({
  parse(item) {
    const parsed = Stored.safeParse({ ...item, leadId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('a profile does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ leadId, ...profile }) => ({ ...keys.personProfile(leadId), ...profile }),
  elementIds: { opinions: 'question' },
});

/** Reads the profile of a lead as it stands now; one of which nothing is known is empty. @throws CorruptItemError */
export async function readProfile(table: Pick<Table, 'get'>, leadId: LeadId): Promise<Profile> {
  return (await profiles.read(table, keys.personProfile(leadId), { consistent: true })) ?? noProfile(leadId);
}

/** Replaces the profile that was read; refused when somebody was quicker. */
export function putProfile(before: Profile, after: Profile): WriteItem {
  return profiles.put(before, { ...after, version: before.version + 1 });
}
