import type { z } from 'zod';
import { localDate } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import { addDays, byMonthDay, comesRound, dateKind, dayOf, monthDaysOn } from '../dates/index.ts';
import { readUnmergedLeads } from '../leads/index.ts';
import { LeadId } from '../platform/ids.ts';
import { idAtPlace } from '../platform/keys.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { sendDueTimers } from '../timers/index.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { dateLookRequest, putLook } from './date-look-request.ts';
import { enrolRequest } from './enrol-request.ts';
import { causeOfDay, dateTriggersOf, followingLook, isTooLate } from './rules-date-look.ts';
import { type SequencesInForce, sequencesInForce } from './sequences-in-force.ts';

/**
 * Asks, each day, that leads whose day it is be put into sequences, slice by slice, and sets the next look. Safe to repeat: a day of a lead
 * puts it in once.
 * @param rowsPerSlice leads that one run of the work looks at; it is over long before the function is stopped
 */
export function lookAtDatesIn(rowsPerSlice: number) {
  return defineWork({
    kind: 'lookAtDates' satisfies typeof dateLookRequest.kind,
    schema: dateLookRequest.schema,
    async run({ dueAt, slice }, parts) {
      const inForce = await sequencesInForce(parts.config);
      const { timeZone } = await readCompany(parts.config);
      const due = new Date(dueAt);
      if (slice === null) await begin(due, timeZone, inForce, parts);
      else if (!isTooLate(due, parts.clock())) await look(due, { ...slice, timeZone, rowsPerSlice }, inForce, parts);
      else parts.log.warn('leads whose day is past are not looked at any more', { dueAt, ...slice });
    },
  });
}

export const lookAtDatesWork = lookAtDatesIn(300);

/** The next day is set before anything else: whatever happens to this one, there is another. Where no sequence asks for days any more, none. */
async function begin(
  due: Date,
  timeZone: string,
  { sequences }: SequencesInForce,
  { table, clock, queues, log }: WorkParts,
): Promise<void> {
  const triggers = dateTriggersOf(sequences.values());
  if (triggers.length === 0) return log.info('no sequence asks for days of leads any more', {});
  const now = clock();
  const next = followingLook(due, now, timeZone);
  const look = putLook(next);
  await table.put(look.Put);
  // Behind a standstill it is due already: the days that are made up for must not grow late one minute after another.
  await sendDueTimers([look], { table, queues: { work: queues.work }, clock, log });
  const isMissed = isTooLate(due, now);
  if (isMissed) log.warn('a day was missed, and is not made up for', { due: due.toISOString(), next: next.toISOString() });
  const asked = isMissed ? [] : triggers;
  log.info('a day is looked at', { due: due.toISOString(), triggers: asked.length });
  const slices = asked.map(({ dateId, offsetDays }) => ({ dateId, offsetDays, after: null }));
  await queues.work.sendAll(slices.map((slice) => askFor(dateLookRequest, { dueAt: due.toISOString(), slice })));
}

type Slice = NonNullable<z.infer<typeof dateLookRequest.schema>['slice']>;

async function look(
  due: Date,
  { dateId, offsetDays, after, timeZone, rowsPerSlice }: Slice & { readonly timeZone: string; readonly rowsPerSlice: number },
  { version, sequences }: SequencesInForce,
  { table, config, queues, log }: WorkParts,
): Promise<void> {
  const trigger = dateTriggersOf(sequences.values()).find((one) => one.dateId === dateId && one.offsetDays === offsetDays);
  const date = (await config.current(dateKind)).documents.get(dateId);
  if (!trigger || !date) return;
  const day = addDays(localDate({ timeZone }, due), -offsetDays);
  const places: string[] = [];
  for await (const { place } of walkIndex(
    table,
    byMonthDay(dateId, monthDaysOn(day)),
    { from: null, to: null, before: after },
    rowsPerSlice,
  )) {
    places.push(place);
    if (places.length === rowsPerSlice) break;
  }
  const leads = await readUnmergedLeads(
    table,
    places.map((place) => LeadId.parse(idAtPlace(place))),
    { consistent: true, onMalformed: (_error, key) => log.warn('a malformed lead has no days', { key }) },
  );
  // Rows lag behind, and say nothing of the year: what the lead says now decides.
  const whose = [...leads.values()].filter(({ extra }) => {
    const said = dayOf(date, extra);
    return said !== null && comesRound(said, date, day);
  });
  const cause = { entryId: causeOfDay(dateId, day), happenedAt: due.toISOString(), about: {}, version };
  const asks = whose.flatMap(({ leadId }) =>
    trigger.sequenceIds.map((sequenceId) => askFor(enrolRequest, { leadId, sequenceId, ...cause })),
  );
  await queues.work.sendAll(asks);
  const isDone = places.length < rowsPerSlice;
  log.info('leads were asked whose day it is', { dateId, day, offsetDays, looked: places.length, asked: asks.length, isDone });
  const last = places.at(-1);
  if (isDone || last === undefined) return;
  await queues.work.send(askFor(dateLookRequest, { dueAt: due.toISOString(), slice: { dateId, offsetDays, after: last } }));
}
