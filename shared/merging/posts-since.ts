import { readHolders } from '../identity/index.ts';
import { readPostAgain } from '../intake/index.ts';
import { type ItemPlace, type Lead, type LeadPost, type PartedPost, partitionsOf, readPostsUnder } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { keys } from '../platform/keys.ts';
import type { Merge } from './pair.ts';
import type { MergeParts } from './parts.ts';
import type { Span } from './rules-chain.ts';
import type { Kept } from './rules-fields.ts';
import type { LaterAct, Split } from './rules-undo.ts';

/** Of the posts that came in before the merge: those that somebody may have let out of quarantine since. */
const mostOlder = 200;
/** More at a time would only open connections that nobody needs afterwards. */
const postsAtOnce = 8;

export interface PostSince {
  readonly post: LeadPost;
  readonly device: PartedPost['device'];
  readonly act: LaterAct & { readonly kind: 'post' };
}

/** Reads what the person posted since, under whichever record held them then. */
export async function postsSince(
  edge: Merge,
  spans: readonly Span[],
  person: readonly [Lead, Lead],
  parts: MergeParts,
): Promise<PostSince[]> {
  const own = new Set(person.flatMap(partitionsOf));
  const ofLoser = new Set(partitionsOf(edge.loser.lead));
  const sideOf = (leadId: LeadId | undefined) => {
    if (leadId === undefined || !own.has(leadId)) return null;
    return ofLoser.has(leadId) ? ('loser' as const) : ('survivor' as const);
  };
  const found = await Promise.all(
    spans.map(async ({ leadId, since, until }) => {
      const posts = await readPostsUnder(parts.table, leadId);
      const isNewer = ({ at }: LeadPost) => at > since;
      const older = posts.filter((post) => !isNewer(post)).slice(-mostOlder);
      return inTurns([...older, ...posts.filter(isNewer)], postsAtOnce, async (post): Promise<PostSince[]> => {
        const again = await readPostAgain(post, () => true, parts);
        if (!again || again.at <= since || (until !== null && again.at > until)) return [];
        const { at, claimant } = again;
        const { byEmail, byPhone } = await readHolders(parts, { email: claimant.email, phone: claimant.phone });
        const known = { email: sideOf(byEmail?.leadId), phone: sideOf(byPhone?.leadId) };
        const apply = ({ lead, provenance }: Kept): Kept => again.apply(lead, provenance);
        return [{ post, device: again.device, act: { kind: 'post', at, claimant, known, apply } }];
      });
    }),
  );
  return found.flat(2);
}

/** Returns those posts that are of the one that was part of the other. */
export function postsOfLoser(posts: readonly PostSince[], acts: readonly LaterAct[], split: Split): PostSince[] {
  const inOrder = acts.filter((act) => act.kind === 'post');
  const sideOf = new Map(inOrder.map((act, place) => [act, split.posts[place]]));
  return posts.filter(({ act }) => sideOf.get(act) === 'loser');
}

export const placeOfPost = (post: LeadPost): ItemPlace => ({ leadId: post.leadId, sk: keys.leadPost(post.leadId, post.at, post).sk });
