import { may, type Principal } from '../access/index.ts';
import { formKind } from '../capture/form-config.ts';
import { readSubmissions } from '../capture/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, readLeads } from '../leads/index.ts';
import { subjectsInList } from '../opportunities/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type FormId, LeadId, refText } from '../platform/ids.ts';
import { idAtPlace, indexAttributes, indexes, indexKeys, keys, momentOfPlace } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { type EventOfForm, shownCode } from './event-words.ts';
import { readLedger } from './ledger.ts';
import { parseRegistration, type Registration } from './registration.ts';
import { hasEvent } from './requests.ts';

/** Which event a whole list is of: later editions are another one. */
export interface EventAsked {
  readonly formId: FormId;
  readonly edition: number;
}

/** A person of the list of an event, with the registration as it stands. */
export interface Registered {
  readonly lead: Lead;
  readonly registration: Registration;
  /** What people show at the door; null where they have no place. */
  readonly code: string | null;
  /** The form by which they registered, and the campaign of that post. */
  readonly form: EventOfForm['title'];
  readonly campaign: string | null;
}

interface WholeEventParts {
  readonly table: Table;
  readonly config: ConfigReader;
}

const rowsPerPart = 200;

/** Finds the event that people register for by a form, as it is now; null: the form has none, or there is no such form. */
export async function eventAsked(formId: FormId, { table, config }: WholeEventParts): Promise<EventAsked | null> {
  if (!(await eventFormOf(formId, config))) return null;
  return { formId, edition: (await readLedger(table, formId))?.edition ?? 1 };
}

async function eventFormOf(formId: FormId, config: ConfigReader): Promise<EventOfForm | null> {
  const form = (await config.current(formKind)).documents.get(formId);
  return hasEvent(form) ? form : null;
}

/**
 * Reads a part of who registered for an event until a moment, in the order of arrival, of those whom the caller may see: one row for each person.
 * @throws NotFoundError where the form has no event any more. @param from where the part before ended; null: at the beginning
 */
export async function wholeEventPart(
  { formId, edition }: EventAsked,
  { until, from }: { readonly until: string; readonly from: string | null },
  principal: Principal,
  { table, config }: WholeEventParts,
): Promise<{ readonly rows: readonly Registered[]; readonly next: string | null }> {
  const form = await eventFormOf(formId, config);
  if (!form) throw new NotFoundError('no form of this id has an event');
  const { places, next } = await placesOf({ formId, until, from, limit: rowsPerPart }, table);
  const leadIds = places.map((place) => LeadId.parse(idAtPlace(place)));
  const [stored, leads] = await Promise.all([
    table.batchGet(leadIds.map((leadId) => keys.registration(leadId, formId))),
    readLeads(table, leadIds, { onMalformed: () => undefined }),
  ]);
  const placeOf = new Map(places.map((place) => [idAtPlace(place), place]));
  const listed = stored.map(parseRegistration).filter((one) => {
    const place = placeOf.get(one.leadId);
    // Who registered again meanwhile stands further behind. What gave way to another registration of the same person is told by that one.
    return one.edition === edition && one.reason !== 'merged' && place !== undefined && momentOfPlace(place) === one.arrivedAt;
  });
  const subjects = await subjectsInList(table, principal, [...leads.values()]);
  const seen = listed.flatMap((registration) => {
    const lead = leads.get(registration.leadId);
    return lead && may(principal, 'lead.read', lead, subjects.get(lead.leadId) ?? []) ? [{ lead, registration }] : [];
  });
  const refs = seen.map(({ registration }) => registration.submission);
  const posts = new Map((await readSubmissions(table, refs, { consistent: false })).map((post) => [refText(post), post]));
  const inOrder = seen.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const rows = inOrder.map(({ lead, registration }) => ({
    lead,
    registration,
    code: registration.state === 'confirmed' ? shownCode(registration.code) : null,
    form: form.title,
    campaign: posts.get(refText(registration.submission))?.context.utm.campaign ?? null,
  }));
  return { rows, next };
}

const orderOf = ({ registration: { arrivedAt, leadId } }: Pick<Registered, 'registration'>): string => `${arrivedAt}#${leadId}`;

/** Walks through the places of the list of an event: by them it is known how far somebody is who reads it. @param from the place at which a walk before ended */
export async function* eventPlaces(
  formId: FormId,
  { until, from }: { readonly until: string; readonly from: string | null },
  { table }: Pick<WholeEventParts, 'table'>,
): AsyncGenerator<string> {
  let next = from;
  do {
    const part = await placesOf({ formId, until, from: next, limit: 1_000 }, table);
    yield* part.places;
    next = part.next;
  } while (next !== null);
}

async function placesOf(
  { formId, until, from, limit }: { readonly formId: FormId; readonly until: string; readonly from: string | null; readonly limit: number },
  table: Pick<Table, 'query'>,
): Promise<{ readonly places: readonly string[]; readonly next: string | null }> {
  const { pk, sk } = indexAttributes.gsi3;
  const { items, lastKey } = await table.query({
    IndexName: indexes.gsi3,
    KeyConditionExpression: `${pk} = :pk AND ${sk} BETWEEN :after AND :until`,
    // Moments sort behind '0', and '~' behind every id; nothing sorts between a place and the same one with a blank behind it.
    ExpressionAttributeValues: {
      ':pk': indexKeys.registrationPartition(formId),
      ':after': from === null ? '0' : `${from} `,
      ':until': `${until}#~`,
    },
    Limit: limit,
  });
  const places = items.map((item) => String(item[sk]));
  return { places, next: lastKey ? (places.at(-1) ?? null) : null };
}
