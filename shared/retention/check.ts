import type { Eraser } from '../erasing/index.ts';
import { kindOfItem } from '../erasing/index.ts';
import { parseLead } from '../leads/index.ts';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import type { Item } from '../platform/table.ts';
import { isOutdated, type Retention } from './rules-outdated.ts';

/** Within so many days DynamoDB deletes what has expired, and a night erases whom the company keeps no longer. */
const graceDays = 3;

/** How many items of a class there are, and how many are older than their period. */
export interface RetentionCount {
  readonly kept: number;
  readonly older: number;
}

/** Counts items by what they are, and those of them that should be gone. Leads count by when somebody did something with them. */
export function createRetentionCheck(erasers: readonly Eraser[], retention: Retention, now: Date) {
  const counts = new Map<string, RetentionCount>();
  const late = addMs(now, -graceDays * daysMs);
  return {
    add(item: Item): void {
      const kind = kindOfItem(item);
      const name = erasers.find(({ items }) => items.includes(kind) || items.includes(`${kind.split(' ')[0]} *`))?.name.en ?? kind;
      const { kept, older } = counts.get(name) ?? { kept: 0, older: 0 };
      const isOlder =
        hasExpired(item, late) || isPastDays(kind, item, retention, late) || (kind === 'LEAD LEAD' && isKeptTooLong(item, retention, late));
      counts.set(name, { kept: kept + 1, older: older + (isOlder ? 1 : 0) });
    },
    counts: (): ReadonlyMap<string, RetentionCount> => counts,
  };
}

const hasExpired = ({ expiresAt }: Item, late: Date): boolean =>
  typeof expiresAt === 'number' && expiresAt > 0 && expiresAt < epochSeconds(late);

/** Of classes for which the company says so: what came before so many days. */
function isPastDays(kind: string, item: Item, retention: Retention, late: Date): boolean {
  const { visitsAfterDays, heldPostsAfterDays, refusedPostsAfterDays } = retention;
  const isBefore = (at: unknown, days: number | undefined): boolean =>
    days !== undefined && typeof at === 'string' && at < isoTime(addMs(late, -days * daysMs));
  if (kind === 'VISITOR EVENTS') return isBefore(String(item.sk).split('#')[1], visitsAfterDays);
  if (kind === 'SUBMISSION OUTCOME') return item.kind === 'quarantine' && isBefore(item.at, heldPostsAfterDays);
  return kind === 'BADROW RAW' && isBefore(item.receivedAt, refusedPostsAfterDays);
}

function isKeptTooLong(item: Item, retention: Retention, late: Date): boolean {
  try {
    const lead = parseLead(item);
    return isOutdated(lead, lead.updatedAt, retention, late);
  } catch {
    // What cannot be read is not told to be old: `npm run project -- rebuild` names it.
    return false;
  }
}
