import { z } from 'zod';
import { askForCall, askOnce, type Call, callIdFor } from '../../calls/index.ts';
import { addMs, daysMs, hoursMs, isoTime } from '../../platform/clock.ts';
import type { SourceId } from '../../platform/ids.ts';
import type { PutWrite } from '../../platform/table.ts';
import { untilWritten } from '../../platform/versioned.ts';
import type { WorkParts } from '../../work/index.ts';
import { Leads } from '../follow-lead.ts';
import { keepLead } from '../keep-lead.ts';
import { type Looks, putLooks, readLooks } from '../looks.ts';
import { isMendable, metaFormLeadsCall, metaFormsCall } from './graph.ts';

/** Of a form that nobody has looked at: what came before somebody made the connector may be in another system. */
const firstLookMs = daysMs;
/** Graph shows a lead some minutes after it came, now and then; what was seen before changes nothing. */
const overlapMs = hoursMs;
/** Leads of one page, and fewer where they are too long for an answer. */
const pageSizes = [25, 5, 1] as const;

const AboutForms = z.looseObject({ round: z.iso.datetime(), graphVersion: z.string(), pageId: z.string() });
const Forms = z.object({ forms: z.array(z.string()), after: z.string().nullable() });

/** Returns the write that begins a look: which forms has the page? Refused where this look was begun before. */
export function askForForms(
  { connectorId, graphVersion, pageId, round }: { connectorId: SourceId; graphVersion: string; pageId: string; round: string },
  after: string | null,
  at: Date,
): PutWrite {
  return askForCall(metaFormsCall, {
    callId: callIdFor('metaForms', connectorId, round, after ?? ''),
    endpoint: connectorId,
    request: { connectorId, graphVersion, pageId, after },
    at,
    about: { connectorId, round, graphVersion, pageId },
  });
}

/** Asks for the leads of each form of the page since it was looked at last. */
export async function followForms(call: Call, connectorId: SourceId, parts: WorkParts): Promise<void> {
  const [about, answer] = [AboutForms.safeParse(call.about).data, Forms.safeParse(call.answer).data];
  if (!about) return;
  const looks = await noteAccess(call, connectorId, parts);
  if (!answer) return;
  const { round, graphVersion } = about;
  for (const formId of answer.forms) {
    const since = looks?.since[formId] ?? isoTime(addMs(new Date(round), -firstLookMs));
    await askOnce(
      askForLeads({ connectorId, graphVersion, formId, round, since, limit: pageSizes[0], after: null }, parts.clock()),
      parts.table,
    );
  }
  if (answer.after !== null) await askOnce(askForForms({ ...about, connectorId }, answer.after, parts.clock()), parts.table);
}

/** Notes that the page's token has to be renewed, or is good again; for whoever looks why nothing comes in. */
function noteAccess({ state, reason }: Call, connectorId: SourceId, { table, clock }: WorkParts): Promise<Looks | undefined> {
  return untilWritten(async () => {
    const before = await readLooks(table, connectorId);
    // Of a platform that is away nobody knows.
    const isKnown = state === 'done' || isMendable(reason);
    if (!isKnown || (reason ?? undefined) === before?.refused?.reason) return before;
    const { refused: _before, ...stands } = before ?? { connectorId, since: {}, version: 0 };
    const after = { ...stands, ...(isMendable(reason) && { refused: { at: isoTime(clock()), reason } }), version: stands.version + 1 };
    await table.put(putLooks(before ?? null, after).Put);
    return after;
  });
}

const AboutLeads = z.looseObject({
  round: z.iso.datetime(),
  graphVersion: z.string(),
  formId: z.string(),
  since: z.iso.datetime(),
  limit: z.coerce.number().int().positive(),
  after: z.string().optional(),
});
interface Look {
  readonly connectorId: SourceId;
  readonly graphVersion: string;
  readonly formId: string;
  readonly round: string;
  readonly since: string;
  readonly limit: number;
  readonly after: string | null;
}

function askForLeads({ connectorId, graphVersion, formId, round, since, limit, after }: Look, at: Date): PutWrite {
  return askForCall(metaFormLeadsCall, {
    callId: callIdFor('metaFormLeads', connectorId, formId, round, String(limit), after ?? ''),
    endpoint: connectorId,
    request: { connectorId, graphVersion, formId, since, limit, after },
    at,
    about: { connectorId, graphVersion, formId, round, since, limit: String(limit), ...(after !== null && { after }) },
  });
}

const LeadsPage = Leads.extend({ unreadable: z.number(), after: z.string().nullable() });

/** Keeps the leads of a page of a form, and goes on; behind the last page the form is looked at up to this round. */
export async function followLeadsOfForm(call: Call, connectorId: SourceId, parts: WorkParts): Promise<void> {
  const about = AboutLeads.safeParse(call.about).data;
  if (!about) return;
  const look: Look = { ...about, connectorId, after: about.after ?? null };
  const answer = LeadsPage.safeParse(call.answer).data;
  if (!answer) return await lookSmaller(call, look, parts);
  const { leads, unreadable, after } = answer;
  let found = 0;
  for (const lead of leads) if ((await keepLead(lead, connectorId, 'meta', parts)).isNew) found += 1;
  if (unreadable > 0) parts.log.warn('a platform has leads that cannot be read', { connectorId, formId: look.formId, unreadable });
  if (found > 0) parts.log.info('leads found that no delivery told of', { connectorId, formId: look.formId, found });
  if (after !== null && after !== look.after) return await askOnce(askForLeads({ ...look, after }, parts.clock()), parts.table);
  await noteLook(look, parts);
}

/** A page that is too long for an answer is asked for in smaller ones. Whatever else is refused is asked for by the next look, from where this one began. */
async function lookSmaller(call: Call, look: Look, parts: WorkParts): Promise<void> {
  const fault = call.attempts.at(-1)?.fault;
  const limit = pageSizes.find((size) => size < look.limit);
  if ((fault !== 'tooLarge' && fault !== 'unreadable') || limit === undefined) return;
  await askOnce(askForLeads({ ...look, limit }, parts.clock()), parts.table);
}

function noteLook({ connectorId, formId, round }: Look, { table }: WorkParts): Promise<void> {
  const until = isoTime(addMs(new Date(round), -overlapMs));
  return untilWritten(async () => {
    const before = (await readLooks(table, connectorId)) ?? null;
    const known = before?.since[formId];
    if (known !== undefined && known >= until) return;
    const after = { ...before, connectorId, since: { ...before?.since, [formId]: until }, version: (before?.version ?? 0) + 1 };
    await table.put(putLooks(before, after).Put);
  });
}
