import { may, principalOfUser } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { repKind } from '../routing/rep-config.ts';

/** More is a list that nobody chooses from. */
const mostColleagues = 50;

/**
 * Lists the users who read the notes about a lead by what they are, but for the caller. Whoever has another need of the person reads them as
 * well and is left out: that would take a read for each user.
 */
export async function colleaguesOf(lead: Lead, callerId: string, config: ConfigReader): Promise<{ userId: string; name: string }[]> {
  const [users, reps] = await Promise.all([config.current(userKind), config.current(repKind)]);
  return [...users.documents.values()]
    .filter((user) => user.id !== callerId && may(principalOfUser(user), 'lead.note', lead, []))
    .slice(0, mostColleagues)
    .map((user) => ({ userId: user.id, name: user.name ?? reps.documents.get(user.repId ?? '')?.name ?? user.id }));
}
