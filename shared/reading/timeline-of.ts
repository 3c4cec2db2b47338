import type { TimelineQuery } from '../../api/leads/read-timeline.ts';
import type { TimelineView } from '../../api/leads/timeline-view.ts';
import { type MailKind, mailReplied, mailSent, purchaseRecorded } from '../../events/index.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { doneWithMail } from '../engagement/event-sentences.ts';
import { readEngagementsOf } from '../engagement/index.ts';
import { type Lead, type Locale, readTimeline, type StoredEntry, type WholeLead } from '../leads/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { DecisionId, MailId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readDeclineNotes } from '../routing/index.ts';
import { comparePlaces, type EventPlace, type LinkedEvent, readLeadEvents } from '../tracking/index.ts';
import { summariseWholeVisit } from '../tracking/sentences.ts';
import { entryView } from './entries.ts';
import { type GroupWords, groupLines, type LineKey, type ToldLine } from './group-lines.ts';
import { type SeeEntries, seenBy } from './seen-entries.ts';
import { readNames } from './show-leads.ts';
import { saysNothing, wordsOf } from './summaries.ts';
import { type Names, visitView } from './views.ts';

/** How a history is told to somebody. */
interface Telling {
  readonly contact: boolean;
  readonly lang: Locale;
  readonly names: Names;
}

/**
 * The lead's own entries and what its visitors did, merged at reading: newest first by time, then id. A cursor holds such a place,
 * so it is good for both kinds and survives what comes later.
 */
export async function timelineOf(
  table: Table,
  lead: Lead,
  principal: Principal,
  query: TimelineQuery,
  locale: Locale,
  config: ConfigReader,
  now: Date,
  cursors: Cursors,
): Promise<TimelineView> {
  const { limit, cursor, lang = locale } = query;
  const contact = seesContactDetails(principal);
  // In which language it is told moves no entry.
  const asked: Asked = { userId: principal.userId, route: `GET /v1/leads/${lead.leadId}/timeline`, query: {} };
  const from = cursor === undefined ? null : cursors.open(cursor, asked);
  const before = from ?? undefined;
  const perRead = contact ? limit + 1 : entriesPerRead;
  const [{ entries: found, hasMore: hasMoreEntries }, events] = await Promise.all([
    readEntries(table, lead, { limit, before, perRead, see: seenBy(principal, lead, table) }),
    readLeadEvents(table, lead, { limit, before: from === null ? null : placeOf(from), now }),
  ]);
  const entries = contact ? await withNotes(table, lead, found) : found;
  const telling = { contact, lang, names: await readNames(config, entries) };
  const orders = ordersIn(entries);
  const all = [...entries.map((entry) => lineOfEntry(entry, orders, telling)), ...events.map((event) => lineOfVisit(event, lang))];
  const lines = all.sort((one, other) => comparePlaces(other.place, one.place)).slice(0, limit);
  const last = lines.at(-1)?.place;
  const hasMore = hasMoreEntries || events.length === limit || all.length > limit;
  return {
    items: lines.map(({ view }) => view),
    groups: groupLines(lines, { visit: visitWords(events, lang), mail: await mailWords(table, lead, lines, telling) }),
    nextCursor: hasMore && last ? cursors.seal(`${last.at}#${last.id}`, asked) : null,
  };
}

/** Adds what a rep wrote to an offer that they declined; events tell only that they did. */
async function withNotes(table: Table, lead: WholeLead, entries: readonly StoredEntry[]): Promise<readonly StoredEntry[]> {
  const noted = entries.flatMap(({ data: { hasNote, decisionId } }) => (hasNote === true ? [DecisionId.parse(decisionId)] : []));
  if (noted.length === 0) return entries;
  const notes = await readDeclineNotes(table, lead, noted);
  return entries.map((entry) => {
    const note = entry.data.hasNote === true ? notes.get(String(entry.data.decisionId)) : undefined;
    return note === undefined ? entry : { ...entry, data: { ...entry.data, note } };
  });
}

/** When the first thing was written of each order. */
function ordersIn(newestFirst: readonly StoredEntry[]): ReadonlyMap<unknown, string> {
  return new Map(newestFirst.flatMap(({ type, at, data }) => (type === purchaseRecorded.detailType ? [[data.purchaseId, at]] : [])));
}

function lineOfEntry(entry: StoredEntry, orders: ReadonlyMap<unknown, string>, { contact, lang, names }: Telling): ToldLine {
  const view = entryView(entry, contact, lang, names);
  // By what is shown: a line left out must not tell what is withheld.
  const isEmpty = saysNothing({ ...entry, data: view.data });
  return { view, place: { at: entry.at, id: entry.place }, key: keyOf(entry, isEmpty, orders), isEmpty };
}

/** A rep is told of overdue tasks each working morning, in the history of the lead whose task comes first. */
const eachMorning: MailKind = 'overdueNotice';

function keyOf(
  { type, at, data: { mailId, kind, submission } }: StoredEntry,
  isEmpty: boolean,
  orders: ReadonlyMap<unknown, string>,
): LineKey {
  if (typeof mailId === 'string' && kind === eachMorning) return { of: 'overdue', month: at.slice(0, 'yyyy-mm'.length) };
  // What a person answers stands by itself: it is their word, and each is read.
  if (typeof mailId === 'string' && type !== mailReplied.detailType) return { of: 'mail', mailId };
  // The buyer of an order is taken in by a submission of its id, just before the order is written.
  const order = isEmpty ? orders.get(Object(submission).submissionId) : undefined;
  return { of: 'change', at: order ?? at };
}

function lineOfVisit(event: LinkedEvent, lang: Locale): ToldLine {
  return {
    view: visitView(event, lang),
    place: event,
    key: { of: 'visit', visit: `${event.visitorId}:${event.sessionId}` },
    isEmpty: false,
  };
}

function visitWords(events: readonly LinkedEvent[], lang: Locale): GroupWords['visit'] {
  return (ids) =>
    summariseWholeVisit(
      ids.flatMap((wanted) => events.find(({ id }) => id === wanted) ?? []),
      lang,
    );
}

/** What a lead did with mails is kept only where they agreed to be remembered, so that for others nothing is read. */
async function mailWords(table: Table, lead: Lead, lines: readonly ToldLine[], { lang, names }: Telling): Promise<GroupWords['mail']> {
  const sent = lead.consent.tracking?.granted
    ? lines.flatMap(({ key, view }) =>
        key.of === 'mail' && view.type === mailSent.detailType && view.data.audience === 'lead' ? [MailId.parse(key.mailId)] : [],
      )
    : [];
  if (sent.length === 0) return () => [];
  const done = await readEngagementsOf(table, lead, sent);
  const words = wordsOf(names);
  const told = new Map<string, string[]>(done.map((mail) => [mail.mailId, doneWithMail(mail, words).map((line) => line[lang])]));
  return (mailId) => told.get(mailId) ?? [];
}

/** Of a history of which much may be hidden, a hundred entries a read: more than nearly every one has. */
const entriesPerRead = 100;

/**
 * The newest entries that may be shown, and whether there are more. Where some may not, it reads past them, and one further, so that
 * neither a short page nor a cursor tells that something was left out.
 */
async function readEntries(
  table: Table,
  lead: WholeLead,
  {
    limit,
    before,
    perRead,
    see,
  }: { readonly limit: number; readonly before: string | undefined; readonly perRead: number; readonly see: SeeEntries },
): Promise<{ entries: StoredEntry[]; hasMore: boolean }> {
  const seen: StoredEntry[] = [];
  for (let from = before; ; ) {
    const { entries, next } = await readTimeline(table, lead, { limit: perRead, ...(from === undefined ? {} : { before: from }) });
    seen.push(...(await see(entries)));
    if (next === undefined || seen.length > limit) return { entries: seen.slice(0, limit), hasMore: seen.length > limit };
    from = next;
  }
}

function placeOf(place: string): EventPlace {
  const [at = '', id = ''] = place.split('#');
  return { at, id };
}
