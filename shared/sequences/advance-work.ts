import { UnavailableError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { tasksMovedRequest } from '../tasks/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { advanceEnrolment } from './advance-enrolment.ts';
import { advanceRequest } from './advance-request.ts';
import { readEnrolments } from './enrolment-store.ts';
import { hastenRequest } from './hasten-request.ts';
import { waitsForTasks } from './rules-asks.ts';
import { sequencesInForce } from './sequences-in-force.ts';

/** Takes the step of a run whose time has come. */
export const advanceEnrolmentWork = defineWork({
  kind: 'advanceEnrolment' satisfies typeof advanceRequest.kind,
  schema: advanceRequest.schema,
  async run({ dueAt, ...place }, parts) {
    const now = () => new Date(Math.max(parts.clock().getTime(), Date.parse(dueAt)));
    const result = await advanceEnrolment(place, now, parts);
    parts.log.info('step of a sequence was due', { ...place, result });
  },
});

/** Looks at all runs of a lead because something happened to it that one of them may wait for, or end by. */
export const hastenEnrolmentsWork = defineWork({
  kind: 'hastenEnrolments' satisfies typeof hastenRequest.kind,
  schema: hastenRequest.schema,
  async run({ leadId, version }, parts) {
    const { version: known } = await sequencesInForce(parts.config);
    if (known < version) throw new UnavailableError('sequences that a lead is in are not in force here yet');
    await lookAtRuns(leadId, parts);
  },
});

/** Looks at the runs of a lead because a task was moved of which no entry tells, where a sequence waits for the next one. */
export const tasksMovedWork = defineWork({
  kind: 'tasksMoved' satisfies typeof tasksMovedRequest.kind,
  schema: tasksMovedRequest.schema,
  async run({ leadId }, parts) {
    const { sequences } = await sequencesInForce(parts.config);
    if (waitsForTasks([...sequences.values()])) await lookAtRuns(leadId, parts);
  },
});

async function lookAtRuns(leadId: LeadId, parts: WorkParts): Promise<void> {
  const running = (await readEnrolments(parts.table, leadId)).filter(({ state }) => state === 'active');
  for (const { sequenceId, run } of running) {
    const result = await advanceEnrolment({ leadId, sequenceId, run }, parts.clock, parts);
    parts.log.info('run of a sequence was looked at', { leadId, sequenceId, run, result });
  }
}
