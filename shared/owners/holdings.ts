import { type Lead, readLeads } from '../leads/index.ts';
import { LeadId, leadSubject, type RepId, type SubjectId } from '../platform/ids.ts';
import { idAtPlace, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { type Assignment, isProtected, readAssignments } from '../routing/index.ts';
import { byActivity, subjectsAt } from '../seats/index.ts';
import { walkWork } from '../tasks/index.ts';

/** A subject that a rep has. */
export interface Holding {
  readonly lead: Lead;
  readonly subject: SubjectId;
  readonly assignment: Assignment;
  readonly isProtected: boolean;
  /** A call back is agreed. */
  readonly hasCallback: boolean;
}

export interface Holdings {
  readonly held: readonly Holding[];
  /** Open tasks of the rep, those that somebody handed to them among them. */
  readonly tasks: number;
  readonly callbacks: number;
  /** There are more than were looked at. */
  readonly isCut: boolean;
}

const atOnce = 100;

/** Finds what a rep has, as far as lists know it: leads and needs, what had its last activity first of all, and what is to be done about them. */
export async function whatRepHolds(
  repId: RepId,
  { table, at, most }: { readonly table: Table; readonly at: Date; readonly most: number },
): Promise<Holdings> {
  const leadIds: LeadId[] = [];
  let isCut = false;
  for await (const { place } of walkIndex(
    table,
    byActivity([indexKeys.seatPartition(repId)]),
    { from: null, to: null, before: null },
    most,
  )) {
    isCut = leadIds.length === most;
    if (isCut) break;
    leadIds.push(LeadId.parse(idAtPlace(place)));
  }
  const work = new Set<string>();
  let tasks = 0;
  let callbacks = 0;
  for await (const { leadId, subject, reason } of walkWork(table, [repId], { after: null, likely: most })) {
    tasks += 1;
    if (reason === 'callback') callbacks += 1;
    if (reason === 'callback') work.add(`${leadId} ${subject}`);
  }
  const held: Holding[] = [];
  for (let start = 0; start < leadIds.length; start += atOnce) {
    const some = leadIds.slice(start, start + atOnce);
    // What cannot be read stays where it is: whoever reads it next rings.
    const [subjects, leads] = await Promise.all([subjectsAt(table, repId, some), readLeads(table, some, { onMalformed: () => {} })]);
    const named = [...subjects].flatMap(([leadId, ofLead]) => ofLead.map((subject) => ({ leadId, subject })));
    const assignments = await readAssignments(table, named);
    for (const [index, { leadId, subject }] of named.entries()) {
      const lead = leads.get(leadId);
      const assignment = assignments[index];
      if (!lead || assignment?.repId !== repId) continue;
      held.push({ lead, subject, assignment, isProtected: isProtected(assignment, at), hasCallback: work.has(`${leadId} ${subject}`) });
    }
  }
  return { held, tasks, callbacks, isCut };
}

/** How much a rep has of each kind. */
export interface HoldingCounts {
  readonly owned: number;
  readonly offered: number;
  readonly callbacks: number;
  readonly tasks: number;
  readonly opportunities: number;
  readonly protected: number;
}

/** Counts what a rep has: leads that are theirs, or offered to them, and needs that go their own way. */
export function countHoldings({ held, tasks, callbacks }: Holdings): HoldingCounts {
  const leads = held.filter(({ subject }) => subject === leadSubject);
  return {
    owned: leads.filter(({ assignment }) => assignment.state === 'owned').length,
    offered: leads.filter(({ assignment }) => assignment.state === 'offered').length,
    callbacks,
    tasks,
    opportunities: held.length - leads.length,
    protected: held.filter((one) => one.isProtected).length,
  };
}
