import { z } from 'zod';
import { askFor, defineWork } from '../work/index.ts';
import { recountSlice, secondsPerSlice } from './recount-leads.ts';

/** Has all leads of a span counted anew, newest first, slice by slice; `before` is the place where the slice before ended. */
export const recountWork = defineWork({
  kind: 'recountLeads',
  schema: z.object({ from: z.iso.datetime().nullable(), to: z.iso.datetime().nullable(), before: z.string().nullable() }),
  async run(request, { table, queues, log }) {
    const { from, to, before } = request;
    const next = await recountSlice(table, { from: from ? new Date(from) : null, to: to ? new Date(to) : null, before }, queues.score);
    log.info('leads are on their way to be counted anew', { before, next });
    if (next !== null) await queues.work.send(askFor(recountWork, { ...request, before: next }, { delaySeconds: secondsPerSlice }));
  },
});
