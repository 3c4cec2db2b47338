import type { LeadPageView } from '../../api/leads/lead-page-view.ts';
import type { LeadPart } from '../../api/leads/read-lead.ts';
import { type Principal, seesContactDetails } from '../../shared/access/index.ts';
import { lateActsOf } from '../../shared/late-acts/index.ts';
import type { Locale } from '../../shared/leads/index.ts';
import { samePersonAs } from '../../shared/merging/index.ts';
import { colleaguesOf, notesOf } from '../../shared/notes/index.ts';
import {
  callsOf,
  decisionsOf,
  type FoundLead,
  nameOfSource,
  presentDecision,
  readNames,
  showLead,
  timelineOf,
  writtenBy,
} from '../../shared/reading/index.ts';
import { repliesOf } from '../../shared/replies/index.ts';
import { tasksOfLead } from '../../shared/worklist/index.ts';
import type { ReadParts } from './app.ts';

/** Read with the first page that asks for it: whoever opens a record must not pay for it. */
const lifecycles = () => import('../../shared/lifecycle/index.ts');

const letters = () => import('../../shared/letters/view.ts');

/** What few leads have; read with the first that has it. */
const firms = () => import('../../shared/firm-directory/index.ts');

/** Entries on the first page of a history: two screens of them. */
const firstEntries = 30;
const firstNotes = 20;

/** Shows a lead with the parts that are asked for, all read at once; each part is what its own route answers to the same caller. */
export async function showLeadPage(
  { lead, may }: FoundLead,
  principal: Principal,
  { include, locale }: { readonly include: readonly LeadPart[]; readonly locale: Locale },
  parts: ReadParts,
): Promise<LeadPageView> {
  const { table, config, cursors, clock } = parts;
  const record = showLead(lead, principal, parts);
  const show: { readonly [Part in LeadPart]: () => Promise<LeadPageView[Part]> } = {
    timeline: () => timelineOf(table, lead, principal, { limit: firstEntries }, locale, config, clock(), cursors),
    tasks: async () => (may('task.read') ? (await tasksOfLead(table, principal, lead)).items : null),
    decision: async () => presentDecision(await decisionsOf(table, lead, principal, await readNames(config)), principal),
    notes: async () => (may('lead.note') ? (await notesOf(table, lead, principal.userId, { limit: firstNotes }, cursors)).items : null),
    replies: async () => (may('lead.note') ? (await repliesOf(table, lead, principal.userId, { limit: firstNotes }, cursors)).items : null),
    letters: async () =>
      may('lead.write')
        ? (await letters()).lettersOf(table, lead, principal.userId, { limit: firstNotes }, cursors).then(({ items }) => items)
        : null,
    calls: async () => (may('call.log') ? (await callsOf(table, lead, principal, { limit: firstNotes }, cursors)).items : null),
    moves: async () => (may('lead.move') ? (await lifecycles()).showMoves(lead, config) : []),
    // Which posts there are is told by the record.
    written: async () => (may('submission.read') && seesContactDetails(principal) ? writtenBy(await record, principal, parts) : null),
    lateActs: async () => (may('lateAct.decide') ? lateActsOf(lead, { table, config }) : null),
    samePerson: async () => (may('lead.merge') ? samePersonAs(lead, principal, parts) : null),
    companyOfLead: async () =>
      may('company.read') && lead.companyId !== null ? (await firms()).companyOfLead(lead, principal, parts) : null,
    sourceName: () => nameOfSource(lead, config),
    colleagues: async () => (may('lead.note') ? colleaguesOf(lead, principal.userId, config) : null),
  };
  const [view, ...shown] = await Promise.all([record, ...include.map(async (part) => [part, await show[part]()] as const)]);
  return { ...view, ...Object.fromEntries(shown) };
}
