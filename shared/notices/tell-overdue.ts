import { calendarOf, nextWorkingDayAt } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { addMs, isoTime, minutesMs } from '../platform/clock.ts';
import type { RepId } from '../platform/ids.ts';
import { repKind } from '../routing/rep-config.ts';
import { type OverdueRequest, overdueRequest, putOverdueTimer, readOverdue } from '../tasks/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';

/** When reps hear what they have not done, by their own clocks, on each day on which they work: before the first calls. */
const tellAt = '08:00';

/** Has a rep told, each working morning, of tasks that are overdue; it ends when none are, and begins again with the next that becomes due. */
export const tellOverdueWork = defineWork({
  kind: 'tellOverdue' satisfies typeof overdueRequest.kind,
  schema: overdueRequest.schema,
  run: (request, parts) => (request.step === 'look' ? setMorning(request, parts) : tellOnMorning(request, parts)),
});

/** From the moment that the look is for, however late it comes: the morning of that day counts until somebody was told. */
async function setMorning({ repId, at }: OverdueRequest, { table, config }: WorkParts): Promise<void> {
  await table.put(putOverdueTimer({ repId, step: 'morning', at: await nextMorning(repId, new Date(at), config) }).Put);
}

async function tellOnMorning({ repId, at }: OverdueRequest, { table, config, queues, log }: WorkParts): Promise<void> {
  const [first] = await readOverdue(table, repId, at, 1);
  if (!first) return;
  if (!(await config.current(repKind)).documents.has(repId)) {
    log.warn('nobody to tell of overdue tasks', { repId });
    return;
  }
  // The next morning stands before anybody is told: whatever happens to this one, there is another while anything is overdue.
  const next = await nextMorning(repId, addMs(new Date(at), minutesMs), config);
  await table.put(putOverdueTimer({ repId, step: 'morning', at: next }).Put);
  await queues.notice.send({ body: mailRequest('overdueNotice', first.leadId, { repId, morning: at }) });
}

async function nextMorning(repId: RepId, from: Date, config: ConfigReader): Promise<string> {
  const [company, reps] = await Promise.all([readCompany(config), config.current(repKind)]);
  return isoTime(nextWorkingDayAt(calendarOf(company, reps.documents.get(repId)), from, tellAt));
}
