import type { PersonFileView } from '../../api/erasures/person-file-view.ts';
import { answerHider, type Principal } from '../access/index.ts';
import { readSubmissions } from '../capture/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Eraser, kindOfItem } from '../erasing/index.ts';
import { type Lead, parseLeadPost, partitionsOf } from '../leads/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { refOf } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { type Item, queryAll, type Table } from '../platform/table.ts';
import { linksIn, readEvents, readSessions } from '../tracking/index.ts';
import { csvOf, partsOf } from './rules-csv.ts';

export interface PersonFileParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/** Of one device; more is told by `isCut`. */
const mostEvents = 2_000;
/** What an answer of a function may hold, with room for its frame. */
const mostBytes = 4_500_000;

/** What lies beside: how items are found, and digests, which tell nothing to whoever reads them. */
const besides =
  /^(?:pk|sk|gsi\dp?s?k|card|version|expiresAt|writeId|nameKey|unseen|candidates|.*[Dd]igest|.*[Hh]ash(?:es)?|sender|bits|marks|recent|readUnits)$/;

/**
 * Gathers everything that is known of a person, by the capability that keeps it: what lies under the record and all that became part of it, what they
 * posted, and what they did on their devices. What only follows from the rest is left out (`Eraser.isDerived`).
 */
export async function personFile(
  lead: Lead,
  principal: Principal,
  erasers: readonly Eraser[],
  parts: PersonFileParts,
): Promise<PersonFileView> {
  const { table, config, clock } = parts;
  const hide = await answerHider(principal, config);
  const items = (await Promise.all(partitionsOf(lead).map((leadId) => itemsUnder(table, keys.leadPk(leadId))))).flat();
  const kindsOfPosts = items.filter(({ sk }) => String(sk).startsWith(keys.leadPostPrefix));
  const submissions = await readSubmissions(
    table,
    kindsOfPosts.map((item) => refOf(parseLeadPost(item))),
  );
  const visits = await visitsOf(items, parts);
  const beside: Readonly<Record<string, readonly Item[]>> = {
    'LEAD POST': submissions.toSorted((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1)),
    'LEAD LINK': visits.items,
  };
  const sections = erasers.flatMap(({ name, items: kinds, isDerived }) => {
    if (isDerived) return [];
    const own = kinds.flatMap((kind) =>
      (beside[kind] ?? items.filter((item) => kindOfItem(item) === kind)).map((item) => ({
        item: kind.slice('LEAD '.length),
        ...shown(item, hide),
      })),
    );
    return own.length === 0 ? [] : [{ name: { ...name }, items: own }];
  });
  const { leadId } = lead;
  return bounded({ leadId, madeAt: isoTime(clock()), by: principal.userId, sections, isCut: visits.isCut });
}

const itemsUnder = (table: Pick<Table, 'query'>, pk: string): Promise<Item[]> =>
  queryAll(table, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } });

async function visitsOf(items: readonly Item[], { table, clock }: PersonFileParts): Promise<{ items: Item[]; isCut: boolean }> {
  const found: Item[] = [];
  let isCut = false;
  for (const { visitorId, segments, past } of linksIn(items)) {
    for (const { from, to } of segments) {
      const span = { from, to, now: clock() };
      const [sessions, events] = await Promise.all([
        readSessions(table, visitorId, span),
        readEvents(table, visitorId, { ...span, limit: mostEvents }),
      ]);
      isCut ||= events.length === mostEvents;
      found.push(...sessions.map(({ startedAt, totals }) => ({ visitorId, startedAt, ...totals })));
      found.push(...events.map((event) => ({ visitorId, ...event })));
    }
    if (past) found.push({ visitorId, olderVisits: past.visits, ...past.totals });
  }
  return { items: found, isCut };
}

/** An item as somebody can read it; what a company asks for and keeps secret only for who is shown it. */
function shown(item: Item, hide: (answers: Readonly<Record<string, string>>) => Record<string, string>): Record<string, unknown> {
  const hidden = (name: string, value: unknown) => {
    if (name !== 'extra' && name !== 'fields') return plain(value);
    const texts = Object.entries(Object(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return texts.length === Object.keys(Object(value)).length ? hide(Object.fromEntries(texts)) : plain(value);
  };
  return Object.fromEntries(Object.entries(item).flatMap(([name, value]) => (besides.test(name) ? [] : [[name, hidden(name, value)]])));
}

/** Without what lies beside in any depth; bytes are packed numbers, which nobody reads. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return undefined;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (besides.test(name) ? [] : [[name, plain(inner)]])));
}

/** Leaves out of the longest section what is too much for an answer: the oldest of it. */
function bounded(file: PersonFileView): PersonFileView {
  let { sections, isCut } = file;
  while (Buffer.byteLength(JSON.stringify(sections)) > mostBytes) {
    const longest = sections.reduce((one, other) => (JSON.stringify(one).length >= JSON.stringify(other).length ? one : other));
    const fewer = { ...longest, items: longest.items.slice(Math.ceil(longest.items.length / 4)) };
    sections = sections.map((section) => (section === longest ? fewer : section));
    isCut = true;
  }
  return { ...file, sections, isCut };
}

/** Writes the file as rows for a spreadsheet: a line for each value. */
export function csvOfPerson({ sections }: Pick<PersonFileView, 'sections'>, locale: 'vi' | 'en'): string {
  const head = locale === 'vi' ? ['Phần', 'Mục', 'Trường', 'Giá trị'] : ['Section', 'Item', 'Field', 'Value'];
  const rows = sections.flatMap(({ name, items }) =>
    items.flatMap((item, place) => partsOf(item).map(([field, value]) => [name[locale], String(place + 1), field, value])),
  );
  return csvOf([head, ...rows], locale === 'vi' ? ';' : ',');
}
