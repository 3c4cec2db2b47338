import { z } from 'zod';
import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { noProfile, Profile } from './profile.ts';
import { mergedProfile, type Profiles } from './rules-merged.ts';

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

/** @throws CorruptItemError */
export const parseProfile = (item: Item): Profile => profiles.parse(item);

/** Reads what is known of a person as it stands now, from every record that they are. @throws CorruptItemError */
export async function readProfile(table: Pick<Table, 'get'>, lead: WholeLead): Promise<Profile> {
  return mergedProfile(await readProfiles(table, lead));
}

/** Reads the profiles of a person one by one, to be replaced: of the record that is left first. @throws CorruptItemError */
export async function readProfiles(table: Pick<Table, 'get'>, lead: WholeLead): Promise<Profiles> {
  const [own, ...others] = await Promise.all(partitionsOf(lead).map((leadId) => readProfileItself(table, leadId)));
  if (!own) throw new TypeError('a lead lies in a partition of its own');
  return [own, ...others];
}

/** Reads the profile under an id; one of which nothing is known is empty. @throws CorruptItemError */
export async function readProfileItself(table: Pick<Table, 'get'>, leadId: LeadId): Promise<Profile> {
  return (await profiles.read(table, keys.personProfile(leadId), { consistent: true })) ?? noProfile(leadId);
}

/** Replaces the profile that was read; refused when somebody was quicker. */
export function putProfile(before: Profile, after: Profile): WriteItem {
  return profiles.put(before, { ...after, version: before.version + 1 });
}

/** Replaces those of the profiles that were read that are others now. */
export function putProfiles(before: readonly Profile[], after: readonly Profile[]): WriteItem[] {
  return before.flatMap((profile, place) => {
    const changed = after[place];
    return changed === undefined || changed === profile ? [] : [putProfile(profile, changed)];
  });
}
