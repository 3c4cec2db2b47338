import type { WorkItem, WorkView } from '../../../../api/tasks/task-view.ts';
import type { WorkPlace } from '../../../../api/tasks/work-place.ts';

/** What is kept of somebody's work: the page that they saw last, and the whole queue as it was read for times without a network. */
export interface KeptWork {
  readonly page: WorkView | undefined;
  readonly queue: readonly WorkItem[] | undefined;
}

export interface WorkAsked {
  readonly place?: WorkPlace;
  readonly cursor?: string;
}

/** Only pages from the beginning of the whole list are kept: of them every other one is made. */
export const isWholeList = ({ place, cursor }: WorkAsked): boolean => place === undefined && cursor === undefined;

/** Makes the list that somebody asks for of what is kept, all of it in one page; null: nothing is kept, or a later page is asked for. */
export function workFrom({ page, queue }: KeptWork, { place, cursor }: WorkAsked): WorkView | null {
  if (page === undefined || cursor !== undefined) return null;
  const all = allItems(page, queue ?? []).filter((item) => !place || item.place === place);
  return { ...page, items: all, nextCursor: null };
}

/**
 * The page, then what stands behind it in the queue. The page is the newer one: what the queue has among or before the rows of the page and the
 * page has not is done.
 */
function allItems({ items, nextCursor }: WorkView, queue: readonly WorkItem[]): readonly WorkItem[] {
  if ((nextCursor ?? null) === null) return items;
  const ids = new Set(items.map(({ taskId }) => taskId));
  const last = queue.findLastIndex(({ taskId }) => ids.has(taskId));
  return [...items, ...queue.slice(last + 1)];
}

/** Leaves a lead out of what is kept of the work. */
export const withoutLead = (items: readonly WorkItem[], leadId: string): readonly WorkItem[] =>
  items.filter((item) => item.leadId !== leadId);
