import type { SavedQuery } from '../../api/views/saved-query.ts';
import type { SavedView, SavedViewList } from '../../api/views/views-view.ts';
import { mayWithPool, type Principal, principalOfUser } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { poolKind } from '../routing/pool-config.ts';
import { deleteView, packQuery, parseQuery, placeName, putView, readViews, type StoredView, type ViewPlace } from './view-store.ts';

export interface ViewParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/** Of one's own, and of a pool. */
export const mostViews = 50;

/** Tells the caller's own views, and those of the pools that they lead or work in; by name. */
export async function listViews(principal: Principal, { table, config }: Pick<ViewParts, 'table' | 'config'>): Promise<SavedViewList> {
  const places: ViewPlace[] = [{ userId: principal.userId }, ...(await poolsOf(principal, config)).map((poolId) => ({ poolId }))];
  const [owners, views] = await Promise.all([ownersBy(config), Promise.all(places.map((place) => readViews(table, place)))]);
  const items = places.flatMap((place, index) =>
    (views[index] ?? []).flatMap((view) => viewFor(view, place, owners.isOwn(principal, view, place)) ?? []),
  );
  return { items: items.sort((one, other) => one.name.localeCompare(other.name, 'vi')) };
}

/** Finds a view that the caller is shown. @param poolId undefined: one of their own @throws NotFoundError */
export async function findView(
  principal: Principal,
  { viewId, poolId }: { readonly viewId: string; readonly poolId: string | undefined },
  parts: Pick<ViewParts, 'table' | 'config'>,
): Promise<SavedView> {
  const { items } = await listViews(principal, parts);
  const found = items.find((view) => view.viewId === viewId && view.poolId === (poolId ?? null));
  if (found) return found;
  throw new NotFoundError('no such view');
}

async function poolsOf(principal: Principal, config: ConfigReader): Promise<readonly PoolId[]> {
  if (principal.role === 'leader') return principal.pools;
  if (principal.role !== 'rep' && principal.role !== 'admin') return [];
  const pools = [...(await config.current(poolKind)).documents.values()];
  const isMember = (members: readonly { readonly repId: string }[]) =>
    principal.role === 'rep' && members.some(({ repId }) => repId === principal.repId);
  return pools.filter(({ members }) => principal.role === 'admin' || isMember(members)).map(({ id }) => id);
}

export interface ViewToSave {
  readonly viewId: string;
  readonly name: string;
  readonly query: SavedQuery;
  readonly poolId: string | undefined;
  readonly seenVersion: number | undefined;
  /** Writes that go into the same transaction. */
  readonly along: (saved: SavedView) => readonly WriteItem[];
}

/**
 * Saves a view, or replaces the one of its id. @throws NotFoundError for a pool that the caller does not lead; NotPossibleNowError where a
 * colleague keeps one of this id for the pool, or there are too many; PreconditionFailedError
 */
export async function saveView(
  principal: Principal,
  { viewId, name, query, poolId, seenVersion, along }: ViewToSave,
  { table, config, clock }: ViewParts,
): Promise<SavedView> {
  const [place, owners] = await Promise.all([placeToWrite(principal, poolId, config), ownersBy(config)]);
  return await untilWritten(async () => {
    const views = await readViews(table, place, { consistent: true });
    const before = views.find((view) => view.viewId === viewId) ?? null;
    if (before && !owners.isOwn(principal, before, place)) {
      throw new NotPossibleNowError('A colleague keeps a view of this id for the pool. Choose another id.');
    }
    refuseOtherVersion('view', before ?? { version: 0 }, seenVersion);
    if (!before && views.length >= mostViews) throw new NotPossibleNowError(`There are ${mostViews} views already. Delete one first.`);
    const userId = before && owners.keeps(before, place) ? before.userId : principal.userId;
    const after = {
      place: placeName(place),
      viewId,
      name,
      query: packQuery(query),
      userId,
      updatedAt: clock().toISOString(),
      version: (before?.version ?? 0) + 1,
    };
    const saved = viewOf(after, query, place, true);
    await table.transact([putView(before, after), ...along(saved)]);
    return saved;
  });
}

/** Deletes a view. @throws NotFoundError for one that is not there, or not the caller's */
export async function removeView(
  principal: Principal,
  { viewId, poolId, along }: Pick<ViewToSave, 'viewId' | 'poolId'> & { readonly along: () => readonly WriteItem[] },
  { table, config }: Omit<ViewParts, 'clock'>,
): Promise<void> {
  const [place, owners] = await Promise.all([placeToWrite(principal, poolId, config, 'view'), ownersBy(config)]);
  await untilWritten(async () => {
    const view = (await readViews(table, place, { consistent: true })).find((one) => one.viewId === viewId);
    if (!view || !owners.isOwn(principal, view, place)) throw new NotFoundError('no such view');
    await table.transact([deleteView(view), ...along()]);
  });
}

/** With a pool only those write who lead it. */
async function placeToWrite(principal: Principal, poolId: string | undefined, config: ConfigReader, missing = 'pool'): Promise<ViewPlace> {
  if (poolId === undefined) return { userId: principal.userId };
  const pool = (await config.current(poolKind)).documents.get(poolId);
  if (pool && leads(principal, pool.id)) return { poolId: pool.id };
  throw new NotFoundError(`no such ${missing}`);
}

const leads = (principal: Principal, poolId: PoolId): boolean => mayWithPool(principal, 'view.share', { poolId, repIds: [] });

interface Owners {
  /** Whether who saved a view may still write where it lies. */
  readonly keeps: (view: Pick<StoredView, 'userId'>, place: ViewPlace) => boolean;
  /** Whether somebody may change a view. */
  readonly isOwn: (principal: Principal, view: Pick<StoredView, 'userId'>, place: ViewPlace) => boolean;
}

/** A view of a pool is of who saved it as long as they lead the pool; then whoever leads it looks after it. Admins change all of them. */
async function ownersBy(config: ConfigReader): Promise<Owners> {
  const { documents: users } = await config.current(userKind);
  const keeps: Owners['keeps'] = ({ userId }, place) => {
    if (!('poolId' in place)) return true;
    const user = users.get(userId);
    return user !== undefined && leads(principalOfUser(user), place.poolId);
  };
  const isOwn: Owners['isOwn'] = (principal, view, place) => {
    if ('poolId' in place && !leads(principal, place.poolId)) return false;
    return view.userId === principal.userId || principal.role === 'admin' || !keeps(view, place);
  };
  return { keeps, isOwn };
}

/** Null for filters that only another version knows. */
function viewFor(view: StoredView, place: ViewPlace, mine: boolean): SavedView | null {
  const query = parseQuery(view.query);
  return query && viewOf(view, query, place, mine);
}

function viewOf({ viewId, name, updatedAt, version }: StoredView, query: SavedQuery, place: ViewPlace, mine: boolean): SavedView {
  return { viewId, name, query, poolId: 'poolId' in place ? place.poolId : null, mine, updatedAt, version };
}
