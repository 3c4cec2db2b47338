import type { FindFollowing, Following, MergeFollower, Parting } from '../leads/index.ts';

/** All that goes along with the lead that was part of another one. */
export interface AllFollowing extends Required<Omit<Following, 'count'>> {
  readonly calls: number;
  readonly devices: number;
  readonly mails: number;
}

/** Finds what goes along with the lead that was part of another one, of all capabilities. */
export async function followingOf(
  parting: Parting,
  followers: readonly MergeFollower[],
  parts: Parameters<FindFollowing>[1],
): Promise<AllFollowing> {
  const found = await Promise.all(
    followers.flatMap(({ tells, undo }) =>
      typeof undo === 'string' ? [] : [undo(parting, parts).then((following) => ({ tells, following }))],
    ),
  );
  const all = found.map(({ following }) => following);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const countOf = (what: MergeFollower['tells']) => sum(found.map(({ tells, following: { count = 0 } }) => (tells === what ? count : 0)));
  return {
    items: all.flatMap(({ items }) => items),
    counted: {
      attempts: sum(all.map(({ counted }) => counted?.attempts ?? 0)),
      reached: sum(all.map(({ counted }) => counted?.reached ?? 0)),
    },
    writes: all.flatMap(({ writes = [] }) => writes),
    work: all.flatMap(({ work = [] }) => work),
    sequencesLeft: [...new Set(all.flatMap(({ sequencesLeft = [] }) => sequencesLeft))],
    calls: countOf('calls'),
    devices: countOf('devices'),
    mails: countOf('mails'),
  };
}
