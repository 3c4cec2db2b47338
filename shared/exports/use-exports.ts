import type { ExportListView, ExportView } from '../../api/exports/export-view.ts';
import { eventColumns } from '../../api/exports/export-words.ts';
import type { OpenExportBody } from '../../api/exports/open-export.ts';
import type { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import { companyKind } from '../company/company-config.ts';
import { defaultTimeZone } from '../company/zone-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { addMs, type Clock, daysMs, epochSeconds, hoursMs, isoTime, minutesMs } from '../platform/clock.ts';
import { BeyondRoleError, InvalidInputError, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import { digest, type ExportId, FormId, type IdSource } from '../platform/ids.ts';
import type { ObjectAddresses, Objects } from '../platform/objects.ts';
import type { Queue } from '../platform/queues.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { localSeconds } from '../platform/zones.ts';
import { wholeListFaults } from '../reading/index.ts';
import { eventAsked } from '../registrations/index.ts';
import { findView } from '../views/index.ts';
import { askInAMinute, askToAdvance } from './advance-request.ts';
import {
  draftOf,
  type Export,
  type ExportDraft,
  fileHours,
  fileKey,
  keptDays,
  listStored,
  mostPerDay,
  putDay,
  putExport,
  readDay,
  readExport,
} from './export.ts';
import { masksNow, rightsOf, withheldSince } from './rights-then.ts';
import { columnsFor, headersOf } from './rules-columns.ts';
import { isOfEvent, usualOfEvent } from './rules-event-columns.ts';
import { emptyRuler } from './rules-ruler.ts';
import { viewOf } from './views.ts';

export interface ExportParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly work: Queue;
  readonly objects: Objects;
  readonly addresses: ObjectAddresses;
}

/** How long a link to a file is good. */
const linkSeconds = 10 * 60;
/** Within so long the same request is the same export. */
const repeatMs = minutesMs;
const listed = 200;

/**
 * Has the leads of a list taken out that the caller sees, as the caller sees them. The same request within a minute is the same export.
 * @throws NotFoundError for a view that is not the caller's to see, and for a form without an event; InvalidInputError; BeyondRoleError; NotPossibleNowError after twenty on a day
 */
export async function openExport(body: OpenExportBody, principal: Principal, parts: ExportParts): Promise<ExportView> {
  const at = parts.clock();
  const asked = await askedOf(body, principal, at, parts);
  const rights = rightsOf(principal);
  const masks = await masksNow(principal, parts.config);
  const { userId } = principal;
  const sameAs = digest(
    rights,
    masks.join(' '),
    JSON.stringify([
      body.filter ?? null,
      asked.view ?? null,
      asked.event ?? null,
      asked.columns,
      asked.format,
      asked.delimiter,
      asked.language,
    ]),
  );
  const opened = await untilWritten(async () => {
    const day = await dayOf(at, parts.config);
    const before = await readDay(parts.table, userId, day);
    if (before?.last.asked === sameAs && addMs(new Date(before.last.at), repeatMs) >= at) {
      const same = await readExport(parts.table, before.last.exportId);
      // One that failed is asked for again.
      if (same && same.phase !== 'failed') return same;
    }
    if ((before?.exports ?? 0) >= mostPerDay)
      throw new NotPossibleNowError(`There were ${mostPerDay} exports of yours today. Hôm nay bạn đã xuất ${mostPerDay} lần.`);
    const draft: ExportDraft = {
      exportId: parts.ids.exportId(at),
      by: userId,
      rights,
      masks,
      askedAt: isoTime(at),
      ...asked,
      phase: 'counting',
      ruler: emptyRuler,
      place: null,
      parts: [],
      leads: 0,
      size: 0,
      crc: 0,
      expiresAt: epochSeconds(addMs(at, keptDays * daysMs)),
    };
    const { exportId } = draft;
    await parts.table.transact([
      putExport(null, draft, parts.ids.attemptId()),
      putDay(before, {
        userId,
        day,
        exports: (before?.exports ?? 0) + 1,
        last: { asked: sameAs, exportId, at: isoTime(at) },
        expiresAt: epochSeconds(addMs(at, 3 * daysMs)),
      }),
      askInAMinute({ exportId, phase: 'counting' }, at),
    ]);
    return { ...draft, version: 1 };
  });
  if (opened.phase === 'counting') await parts.work.send(askToAdvance({ exportId: opened.exportId, phase: 'counting' }));
  return viewOf(opened);
}

async function dayOf(at: Date, config: ConfigReader): Promise<string> {
  const zone = (await config.current(companyKind)).documents.get('company')?.timeZone ?? defaultTimeZone;
  return new Date(localSeconds(zone, Math.floor(at.getTime() / 1000)) * 1000).toISOString().slice(0, 10);
}

type AskedOf = Pick<ExportDraft, 'filter' | 'view' | 'event' | 'columns' | 'format' | 'delimiter' | 'language'>;

async function askedOf(body: OpenExportBody, principal: Principal, at: Date, parts: ExportParts): Promise<AskedOf> {
  const { language, format } = body;
  return {
    ...(body.event === undefined ? await leadsAsked(body, principal, at, parts) : await guestsAsked(body.event, parts)),
    columns: await columnsOf(body, principal, parts.config),
    format,
    language,
    delimiter: body.delimiter ?? (language === 'vi' ? ';' : ','),
  };
}

async function leadsAsked(
  body: OpenExportBody,
  principal: Principal,
  at: Date,
  parts: ExportParts,
): Promise<Pick<ExportDraft, 'filter' | 'view'>> {
  const view = body.view && (await findView(principal, { viewId: body.view.viewId, poolId: body.view.poolId }, parts));
  const filter = view?.query ?? body.filter ?? {};
  // Whoever becomes a lead later is in none of its parts.
  const until = filter.createdTo === undefined || Date.parse(filter.createdTo) > at.getTime() ? isoTime(at) : filter.createdTo;
  const query: ListLeadsQuery = { ...filter, createdTo: until, sort: 'created', limit: 1 };
  await within('filter', () => wholeListFaults(query, principal, parts.config));
  const { sort: _sort, limit: _limit, ...kept } = query;
  const packed = new URLSearchParams();
  for (const [name, value] of Object.entries(kept)) if (value !== undefined) packed.set(name, String(value));
  return { filter: packed.toString(), ...(view && { view: view.name }) };
}

async function guestsAsked(formId: string, parts: ExportParts): Promise<Required<Pick<ExportDraft, 'filter' | 'event'>>> {
  const event = await eventAsked(FormId.parse(formId), parts);
  if (!event) throw new NotFoundError('no form of this id has an event');
  return { filter: '', event };
}

/** Names the places of faults as the body has them. */
async function within(name: string, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const faults = error.faults.map(({ path, message }) => ({ path: `${name}.${path}`, message }));
    if (error instanceof BeyondRoleError) throw new BeyondRoleError(error.message, faults);
    throw new InvalidInputError(error.message, faults);
  }
}

async function columnsOf(
  { columns: asked, event }: Pick<OpenExportBody, 'columns' | 'event'>,
  principal: Principal,
  config: ConfigReader,
): Promise<string[]> {
  const { documents: fields } = await config.current(fieldKind);
  const ofLeads = columnsFor({ contact: seesContactDetails(principal) }, fields);
  const offered = event === undefined ? ofLeads : [...ofLeads, ...eventColumns];
  if (asked === undefined) return event === undefined ? ofLeads : usualOfEvent(ofLeads);
  const faults = asked.flatMap((column, place) => {
    if (offered.includes(column)) return [];
    if (isOfEvent(column)) return [{ path: `columns.${place}`, message: 'leave it out, or say whose `event` it is', isKnown: false }];
    const isKnown = headersOf(column, fields) !== null;
    const message = isKnown ? 'leave it out: your role does not see it' : 'there is no such field: `GET /v1/exports` lists what there is';
    return [{ path: `columns.${place}`, message, isKnown }];
  });
  if (faults.length === 0) return [...asked];
  const told = faults.map(({ path, message }) => ({ path, message }));
  if (faults.some(({ isKnown }) => isKnown)) throw new BeyondRoleError('this role does not see these columns', told);
  throw new InvalidInputError('no such columns', told);
}

/** An export is shown to whoever asked for it, and to admins; its file to whoever asked alone, as long as they see what they saw then. @throws NotFoundError */
export async function showExport(exportId: ExportId, principal: Principal, parts: ExportParts): Promise<ExportView> {
  const one = await readExport(parts.table, exportId);
  if (!one || (one.by !== principal.userId && principal.role !== 'admin')) throw new NotFoundError('no such export');
  const at = parts.clock();
  const isThere = one.phase === 'done' && one.endedAt !== undefined && addMs(new Date(one.endedAt), fileHours * hoursMs) > at;
  if (!isThere || one.by !== principal.userId) return viewOf(one);
  const withheld = await withheldSince(one, principal, parts.config);
  if (withheld !== null) return viewOf({ ...one, problem: withheld });
  const noted = await noteFetched(one, at, parts);
  const name = `${one.event?.formId ?? 'leads'}-${one.askedAt.slice(0, 10)}-${exportId.slice(-6)}.${one.format}`;
  const file = {
    url: await parts.addresses.forGet(fileKey(one), name, linkSeconds),
    name,
    expiresAt: isoTime(addMs(at, linkSeconds * 1000)),
  };
  return { ...viewOf(noted), file };
}

/** That somebody has the file is on record before they have it. */
async function noteFetched(one: Export, at: Date, { table, ids }: ExportParts): Promise<Export> {
  if (one.fetchedAt !== undefined) return one;
  const after = { ...draftOf(one), fetchedAt: isoTime(at) };
  try {
    await table.put(putExport(one, after, ids.attemptId()).Put);
  } catch (error) {
    // Somebody noted it, or the file went just now: whoever asks again is told.
    if (!(error instanceof ConditionFailedError)) throw error;
  }
  return { ...after, version: one.version + 1 };
}

/** The latest exports of whoever asks, of all for admins; and what the caller may take out. */
export async function listExports(principal: Principal, parts: ExportParts): Promise<ExportListView> {
  const [stored, { documents: fields }] = await Promise.all([listStored(parts.table, listed), parts.config.current(fieldKind)]);
  const columns = columnsFor({ contact: seesContactDetails(principal) }, fields);
  const named = (all: readonly string[]) =>
    all.flatMap((column) => {
      const headers = headersOf(column, fields);
      return headers ? [{ column, headers }] : [];
    });
  return {
    exports: stored.filter(({ by }) => principal.role === 'admin' || by === principal.userId).map(viewOf),
    columns: named(columns),
    eventColumns: named(eventColumns),
  };
}
