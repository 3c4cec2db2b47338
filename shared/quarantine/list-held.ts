import type { HeldListView, HeldView } from '../../api/quarantine/held-view.ts';
import type { ListQuarantineQuery } from '../../api/quarantine/list-quarantine.ts';
import { answerHider, type Principal } from '../access/index.ts';
import { HeldCard } from '../capture/index.ts';
import { type CompanyConfig, companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { fillPage } from '../platform/fill-page.ts';
import { formIdOf, refText, SubmissionRef } from '../platform/ids.ts';
import { indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { type IndexRow, walkIndex } from '../platform/walk-index.ts';
import { heldView, isExpired, mayWithHeld, regionOfHeld } from './held-post.ts';
import { readPosts } from './store.ts';

export interface ListHeldParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** Rows looked at, and posts read, for one answer. */
const most = { rows: 5_000, reads: 500 } as const;

/** Lists the posts in quarantine that the caller may see, the latest first. */
export async function listHeld(parts: ListHeldParts, principal: Principal, query: ListQuarantineQuery): Promise<HeldListView> {
  const asked: Asked = { userId: principal.userId, route: 'GET /v1/quarantine', query };
  const before = query.cursor === undefined ? null : parts.cursors.open(query.cursor, asked);
  const company = (await parts.config.current(companyKind)).documents.get('company');
  const listing = { index: indexes.gsi1, partitions: indexKeys.quarantinePartitions };
  const { items, next } = await fillPage(rowsIn(walkIndex(parts.table, listing, { from: null, to: null, before }, query.limit)), {
    limit: query.limit,
    most,
    idOf: ({ place }) => place,
    mayFit: (row) => mayFit(row, query),
    lookUp: (rows) => viewsOf(rows, principal, query, company, parts),
  });
  return { items, nextCursor: next === null ? null : parts.cursors.seal(next, asked) };
}

/** A post as the index tells of it. */
interface Row {
  readonly place: string;
  readonly ref: SubmissionRef;
  /** Null where a version that this one does not know wrote it: the post itself tells then. */
  readonly card: HeldCard | null;
}

async function* rowsIn(index: AsyncIterable<IndexRow>): AsyncGenerator<Row> {
  for await (const { place, item } of index) {
    const [, channel, sourceId, submissionId] = place.split('#');
    const ref = SubmissionRef.safeParse({ channel, sourceId, submissionId }).data;
    if (ref) yield { place, ref, card: HeldCard.safeParse(item.card).data ?? null };
  }
}

function mayFit({ ref, card }: Row, { form, reason, state }: ListQuarantineQuery): boolean {
  if (form !== undefined && formIdOf(ref) !== form) return false;
  if (card === null) return true;
  return card.isRejected === (state === 'rejected') && (reason === undefined || card.reasons.includes(reason));
}

/** The posts themselves, by their places: those that are still held so, and that the caller may see. */
async function viewsOf(
  rows: readonly Row[],
  principal: Principal,
  { reason, state }: ListQuarantineQuery,
  company: CompanyConfig | undefined,
  { table, clock, config }: ListHeldParts,
): Promise<ReadonlyMap<string, HeldView>> {
  const posts = await readPosts(
    table,
    rows.map(({ ref }) => ref),
  );
  const now = clock();
  const hide = await answerHider(principal, config);
  return new Map(
    rows.flatMap(({ place, ref }) => {
      const { submission = null, outcome = null } = posts.get(refText(ref)) ?? {};
      if (outcome?.kind !== 'quarantine' || isExpired(outcome, now)) return [];
      if ((outcome.decision?.kind ?? 'held') !== state || (reason !== undefined && !outcome.reasons.includes(reason))) return [];
      const region = regionOfHeld(submission, company);
      return mayWithHeld(principal, 'quarantine.read', region) ? [[place, heldView({ outcome, submission }, region, hide)] as const] : [];
    }),
  );
}
