import { walkLeads } from '../leads/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import { inTurns } from '../platform/in-turns.ts';
import { askFor, defineWork } from '../work/index.ts';
import { dateKind } from './date-config.ts';
import { projectDates } from './project-dates.ts';
import { recountRequest } from './recount-request.ts';
import { daysIn } from './rules-day.ts';

const leadsAtOnce = 8;

/**
 * Brings the rows of all leads up to date with dates that were published, newest lead first, slice by slice. Safe to repeat. One that finds a
 * later version leaves the rest to the work that this one asked for.
 * @param leadsPerSlice that one run of the work looks at; it is over long before the function is stopped
 */
export function recountDatesIn(leadsPerSlice: number) {
  return defineWork({
    kind: 'recountDates' satisfies typeof recountRequest.kind,
    schema: recountRequest.schema,
    async run({ version, after }, parts) {
      const { version: known } = await parts.config.current(dateKind);
      if (known < version) throw new UnavailableError('the dates of a publication are not in force here yet');
      if (known > version) return;
      let next: string | null = null;
      const counts = { looked: 0, moved: 0, malformed: 0 };
      for await (const page of walkLeads(parts.table, { from: null, to: null, before: after }, leadsPerSlice)) {
        const named = page.leads.filter(({ extra }) => Object.keys(daysIn(extra)).length > 0);
        const done = await inTurns(named, leadsAtOnce, ({ leadId }) => projectDates(leadId, parts));
        counts.looked += page.leads.length;
        counts.moved += done.filter((result) => result !== 'unchanged').length;
        counts.malformed += page.malformed.length;
        next = page.next;
      }
      parts.log.info('days of leads were read anew', { version, ...counts, isDone: next === null });
      if (next !== null) await parts.queues.work.send(askFor(recountRequest, { version, after: next }));
    },
  });
}

/** Where all of them named a day it takes some seconds. */
export const recountDatesWork = recountDatesIn(500);
