import type { ConfigReader } from '../config/index.ts';
import { dateKind } from '../dates/date-config.ts';
import { dayOf } from '../dates/index.ts';
import { type Lead, zoneOf } from '../leads/index.ts';
import { opportunitiesOf } from '../needs/index.ts';
import type { Table } from '../platform/table.ts';
import { readTasks } from '../tasks/index.ts';
import type { Enrolment } from './enrolment.ts';
import type { MomentOf } from './moment-config.ts';
import { beginOfDay, isMomentWait, type LeadMoments } from './rules-moments.ts';
import type { SequenceConfig } from './sequence-config.ts';

/** Lists the moments that the steps of sequences, and the mails at which runs rest, are bound to. */
export function momentsAsked(
  runs: readonly { readonly sequence: Pick<SequenceConfig, 'steps'>; readonly enrolment: Pick<Enrolment, 'moment'> | null }[],
): MomentOf[] {
  return runs.flatMap(({ sequence: { steps }, enrolment }) => [
    ...steps.filter(isMomentWait).map(({ until }) => until.before),
    ...(enrolment?.moment ? [enrolment.moment.of] : []),
  ]);
}

/** Reads moments of a lead as they stand now, and no more than is asked for; undefined where nothing is. @throws CorruptItemError */
export async function readMoments(
  lead: Lead,
  asked: readonly MomentOf[],
  companyZone: string,
  { table, config }: { readonly table: Pick<Table, 'get' | 'query'>; readonly config: ConfigReader },
): Promise<LeadMoments | undefined> {
  if (asked.length === 0) return undefined;
  const [tasks, needs, dates] = await Promise.all([
    asked.some((of) => of === 'appointment' || of === 'task') ? readTasks(table, lead) : [],
    asked.includes('close') ? opportunitiesOf(table, lead, { consistent: true }) : [],
    asked.some((of) => typeof of === 'object') ? config.current(dateKind).then(({ documents }) => [...documents.values()]) : [],
  ]);
  return {
    tasks: tasks
      .filter(({ status }) => status === 'open')
      .map((task) => ({
        at: new Date(task.dueAt),
        isAppointment: task.reason === 'callback' || task.kind === 'meeting',
        record: task,
      })),
    closes: needs.flatMap(({ opportunityId, state, expectedClose }) =>
      state === 'open' && expectedClose !== null ? [{ opportunityId, at: beginOfDay(expectedClose, companyZone) }] : [],
    ),
    days: new Map(
      dates.flatMap((date) => {
        const day = dayOf(date, lead.extra);
        return day ? [[date.id, { ...day, isYearly: date.yearly }] as const] : [];
      }),
    ),
    timeZone: zoneOf(lead, companyZone),
  };
}
