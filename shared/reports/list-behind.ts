import { type BehindQuery, type BehindView, listBehindRoute } from '../../api/reports/list-behind.ts';
import { routeKeyOf } from '../../api/route.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import { isoTime } from '../platform/clock.ts';
import type { Cursors } from '../platform/cursor.ts';
import { BeyondRoleError, InvalidInputError } from '../platform/errors.ts';
import { readFor } from './read-for.ts';
import type { Behind } from './rules-count.ts';
import { BehindRun } from './rules-run.ts';
import type { ShowReportParts } from './show-report.ts';
import { readWish } from './wish.ts';
import { withCloses } from './with-closes.ts';

/** Rows of what people said to a colleague. */
const ofWords: ReadonlySet<string> = new Set(['productWord', 'word', 'said']);

/** Lists what is behind one number of a report, a page at a time. @throws InvalidInputError for a column that has no leads behind it */
export async function listBehind(
  name: string,
  { row, column, limit, cursor, ...query }: BehindQuery,
  principal: Principal,
  { cursors, ...parts }: ShowReportParts & { readonly cursors: Cursors },
): Promise<BehindView> {
  const present = await readWish(name, query, principal, parts);
  // The same days on each page, whatever day it is by then.
  const asked = {
    userId: principal.userId,
    route: `${routeKeyOf(listBehindRoute)} ${name}`,
    query: { ...query, ...present.range, row, column },
  };
  const opened = cursor === undefined ? null : cursorIn(cursors.open(cursor, asked));
  // How things stand is told as of the first page: else each page would be of another moment, and none would go on where one ended.
  const wish = opened === null ? present : { ...present, now: opened.now };
  if (ofWords.has(wish.by) && !seesContactDetails(principal)) {
    throw new BeyondRoleError('this role is not told who said what', [{ path: 'by', message: 'choose other rows, such as `product`' }]);
  }
  const run = BehindRun.of(await withCloses(wish, parts.readFacts), row, column);
  if (!run) {
    const openable = wish.report.columns(wish.basis).filter((known) => !known.isMade && !known.hidden);
    const message = `nothing is behind it that can be listed; there are: ${openable.map((known) => known.name).join(', ')}`;
    throw new InvalidInputError('The query cannot be answered as it stands.', [{ path: 'column', message }]);
  }
  await readFor(wish, parts.readFacts, (fact) => run.take(fact));
  const found = placed(run.found());
  const start = opened === null ? 0 : found.findIndex(({ place }) => isBehind(place, opened.place));
  const page = start < 0 ? [] : found.slice(start, start + limit);
  const last = page.at(-1);
  const isEnd = !last || start + page.length >= found.length;
  return {
    items: page.map(({ one: { id, isErased, at, value } }) => ({ id: isErased ? null : id, at: isoTime(new Date(at)), value })),
    total: found.length,
    nextCursor: isEnd ? null : cursors.seal(`${wish.now} ${last.place}`, asked),
  };
}

/** Reads what a cursor holds: the moment as of which the first page told, and where the last one ended. */
function cursorIn(text: string): { readonly now: number; readonly place: string } {
  const space = text.indexOf(' ');
  return { now: Number(text.slice(0, space)), place: text.slice(space + 1) };
}

interface Placed {
  readonly one: Behind;
  readonly place: string;
}

/** Where each stands: by its moment and lead, so that a page goes on where the one before ended, whatever came or went meanwhile. */
function placed(found: readonly Behind[]): Placed[] {
  const seen = new Map<string, number>();
  return found.map((one) => {
    const name = `${String(one.at).padStart(15, '0')} ${one.id}`;
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return { one, place: `${name} ${String(times).padStart(6, '0')}` };
  });
}

/** The latest come first, and of one moment those in the order of their ids. */
function isBehind(place: string, after: string): boolean {
  const [at = '', ...rest] = place.split(' ');
  const [afterAt = '', ...afterRest] = after.split(' ');
  return at < afterAt || (at === afterAt && rest.join(' ') > afterRest.join(' '));
}
