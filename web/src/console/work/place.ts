import type { DayView, WorkItem } from '../../../../api/tasks/task-view.ts';
import type { WorkPlace } from '../../../../api/tasks/work-place.ts';

/** In the order in which to do it, as the API ranks them. */
export const places: readonly WorkPlace[] = ['accept', 'callback', 'hot', 'firstContact', 'overdue', 'today'];

/** How addresses call them. */
const slugs: Readonly<Record<WorkPlace, string>> = {
  accept: 'cho-nhan',
  callback: 'goi-lai',
  hot: 'nong',
  firstContact: 'moi',
  overdue: 'qua-han',
  today: 'hom-nay',
};

/** Reads the place that an address names; undefined: all of them. */
export const placeIn = (slug: string | undefined): WorkPlace | undefined => places.find((place) => slugs[place] === slug);

/** Where the work at a place is shown; undefined: all of it. */
export const addressOf = (place?: WorkPlace): string => (place === undefined ? '#/viec' : `#/viec/${slugs[place]}`);

/** How many there are at a place, as a chip says it; null: the chip is left out. */
export function countText(place: WorkPlace, { counts, isCounted }: Pick<DayView, 'counts' | 'isCounted'>): string | null {
  const count = counts[place];
  if (count === 0) return null;
  return isCounted ? String(count) : `${count}+`;
}

/** Whether the task is done by a call. */
export const asksForCall = ({ kind, reason }: Pick<WorkItem, 'kind' | 'reason'>): boolean => kind === 'call' || reason === 'accept';

const hourMs = 3_600_000;

/** Whether an offer ends so soon that its time is counted down; before, it is written when that is. */
export const isRunningOut = ({ place, dueAt }: Pick<WorkItem, 'place' | 'dueAt'>, now: Date): boolean =>
  place === 'accept' && Date.parse(dueAt) - now.getTime() < hourMs;

/** Whether somebody may put it off or say that it is done: an offer is answered, and a call is noted by its outcome. */
export const isPlanned = ({ reason, kind }: Pick<WorkItem, 'reason' | 'kind'>): boolean => reason !== 'accept' && kind !== 'call';

/** Whether putting it off takes it from the list: a first contact and a hot lead stand there whenever they are due. */
export const isMovable = ({ reason }: Pick<WorkItem, 'reason'>): boolean => reason === 'planned' || reason === 'callback';

/** Which card the keys are on after a step; null: there is none. */
export function stepped(ids: readonly string[], from: string | null, by: 1 | -1): string | null {
  if (ids.length === 0) return null;
  const at = from === null ? -1 : ids.indexOf(from);
  const next = at === -1 ? (by === 1 ? 0 : ids.length - 1) : Math.min(ids.length - 1, Math.max(0, at + by));
  return ids[next] ?? null;
}

/** The card behind one that goes away; else the one before it. */
export function nextAfter(ids: readonly string[], gone: string): string | null {
  const at = ids.indexOf(gone);
  return ids[at + 1] ?? ids[at - 1] ?? null;
}
