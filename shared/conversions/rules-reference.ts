import type { Submission } from '../capture/index.ts';
import type { ConnectorConfig } from '../connectors/connector-config.ts';
import type { AdReference } from './conversion.ts';

/** Click ids of each platform, the surest first. */
const clicks = { meta: ['fbclid'], 'google-ads': ['gclid', 'gbraid', 'wbraid'] } as const;

/** A post as far as it tells who brought it. */
export type BroughtPost = Pick<Submission, 'channel' | 'sourceId' | 'receivedAt' | 'happenedAt' | 'extra' | 'consent' | 'delivered'> & {
  /** Ids of clicks in the address of the page on which it was posted. */
  readonly pageClicks: Readonly<Record<string, string>>;
};

/**
 * Finds by what the platform of a connector knows somebody: by the last of their posts that it brought. Null: it brought none, or nobody may
 * say so. Clicks count where the person agreed to tracking with that very post.
 */
export function referenceIn(
  posts: readonly BroughtPost[],
  connector: Pick<ConnectorConfig, 'id' | 'type' | 'conversions'>,
  until: string,
): AdReference | null {
  const found = posts.flatMap((post) => referenceOf(post, connector) ?? []).filter(({ at }) => at <= until);
  return found.toSorted((one, other) => (one.at < other.at ? -1 : 1)).at(-1) ?? null;
}

function referenceOf(post: BroughtPost, { id, type, conversions }: Parameters<typeof referenceIn>[1]): AdReference | null {
  if (type !== 'meta' && type !== 'google-ads') return null;
  const at = post.happenedAt ?? post.receivedAt;
  const isOwn = post.channel === 'connector' && post.sourceId === id;
  const { platformId } = post.extra;
  // Meta names its leads by 15 to 17 digits, and refuses all events of a call for another one.
  if (isOwn && type === 'meta' && platformId !== undefined && /^\d{15,17}$/.test(platformId)) return { kind: 'leadId', id: platformId, at };
  const hasAgreed = post.consent.some(({ purpose, granted }) => purpose === 'tracking' && granted);
  if (!hasAgreed) return null;
  const ids: Readonly<Record<string, string>> = {
    ...(conversions?.ofPages ? post.pageClicks : {}),
    ...(isOwn ? post.delivered?.clickIds : {}),
  };
  for (const kind of clicks[type]) {
    const click = ids[kind];
    if (click !== undefined && click.length > 0 && click.length <= 500) return { kind, id: click, at };
  }
  return null;
}
