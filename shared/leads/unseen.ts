import { isDeepStrictEqual } from 'node:util';
import type { Lead } from './record.ts';

/** Fields by which a person is reached or known, as entries name them; answers to a company's own questions may hold the same. */
const contactFields: readonly unknown[] = ['fullName', 'otherNames', 'email', 'phone', 'extraPhones', 'companyId'];

/** Whether an entry's name of a field tells of something that roles without contact details do not see. */
export function isContactField(name: unknown): boolean {
  return contactFields.includes(name) || (typeof name === 'string' && /^(?:extra|profile)\./.test(name));
}

/** What roles without contact details see of a lead. */
function seenPart({
  fullName,
  nameKey,
  otherNames,
  email,
  emails,
  emailTyped,
  phone,
  extraPhones,
  companyId,
  extra,
  region,
  openProposals,
  version,
  updatedAt,
  unseen,
  ...seen
}: Lead): object {
  return { ...seen, region: { ...region, raw: null } };
}

/**
 * Counts a change that is seen with contact details only. Roles without them are shown a version and a time that leave it out: else
 * whoever posts a guessed number would read from the version whether the record had it already.
 */
export function withUnseen(before: Lead, after: Lead): Lead {
  if (!isDeepStrictEqual(seenPart(before), seenPart(after))) return after;
  const versions = (before.unseen?.versions ?? 0) + 1;
  return { ...after, unseen: { versions, last: after.version, seenAt: seenChangeOf(before).updatedAt } };
}

/** Version and time of the last change that a role without contact details sees. */
export function seenChangeOf({ version, updatedAt, unseen }: Lead): Pick<Lead, 'version' | 'updatedAt'> {
  if (unseen === undefined) return { version, updatedAt };
  return { version: version - unseen.versions, updatedAt: unseen.last === version ? unseen.seenAt : updatedAt };
}
