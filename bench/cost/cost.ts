import type { Finding, Report, Subject } from '../subject.ts';
import {
  isConfiguration,
  type Journey,
  type Journeys,
  type MeasuredCall,
  ofLeads,
  subscribing,
  walkJourneys,
} from '../support/journeys.ts';
import { spreadOf, sum } from '../support/statistics.ts';
import { figure, spreadText, table } from '../support/table.ts';
import { differenceTable, unitsTable } from '../support/units-table.ts';

/** A post that changes something is 1 WRU more since there is a fact of each person: a row of its own, put anew. */
const limits = { newWrites: 76, newReads: 16, repeatWrites: 12, laterWrites: 17, changedWrites: 13 };

/** P4: billed units, SDK calls and invocations of a lead. */
export const cost: Subject = { name: 'cost', title: 'what one lead costs, counted in the local runtime', run };

async function run(): Promise<Report> {
  const walked = await walkJourneys();
  const all = walked.created.map(ofLeads);
  const created = all.filter(({ name }) => name !== subscribing);
  const subscribed = all.filter(({ name }) => name === subscribing);
  const repeated = ofLeads(walked.repeated);
  const changed = ofLeads(walked.changed);
  const later = writes({ ...walked.later, calls: walked.later.calls.filter(isOfPost) });
  const typical = [...created].sort((left, right) => writes(left) - writes(right))[Math.floor(created.length / 2)];
  const newWrites = spreadOf(created.map(writes));
  const newReads = spreadOf(created.map(reads));
  return {
    findings: [
      goal('new lead: WRU, owned, notified, welcomed, follow-up set', spreadText(newWrites), limits.newWrites, newWrites.median),
      goal('new lead: RRU, configuration in memory', spreadText(newReads), limits.newReads, newReads.median),
      plain('the same of one who ticks the newsletter, and is asked for it by a mail: WRU', subscribed.map(writes)),
      plain('the same: RRU', subscribed.map(reads)),
      goal('repeat post that changes nothing: WRU', figure(writes(repeated)), limits.repeatWrites, writes(repeated)),
      goal('the same when the last activity is old, its notice left out: WRU', figure(later), limits.laterWrites, later),
      goal('repeat post that changes a field: WRU', figure(writes(changed)), limits.changedWrites, writes(changed)),
      ...countsOf(created),
    ],
    details: [
      overview(walked, created, repeated, changed),
      ...(typical ? [`Where the units of a new lead go:\n\n${unitsTable(typical)}`] : []),
      ...(typical && subscribed[0] ? [`What ticking the newsletter adds:\n\n${differenceTable(typical, subscribed[0])}`] : []),
      `Where those of a repeat that changes nothing go:\n\n${unitsTable(repeated)}`,
      ...remarks(created),
    ],
  };
}

/** What a post makes functions do beside mails; timers that fall due meanwhile are not of it. */
const ofPosts: ReadonlySet<string> = new Set(['capture-form', 'intake-submissions', 'score-leads', 'project-changes']);
const isOfPost = (call: MeasuredCall): boolean => ofPosts.has(call.function);
const isConfig = (call: MeasuredCall): boolean => isConfiguration(call.kinds);
const writes = ({ calls }: Journey): number => sum(calls.map(({ write }) => write));
const reads = ({ calls }: Journey): number =>
  sum(calls.filter((call) => !isConfig(call) && !isEarlyFeedback(call)).map(({ read }) => read));
/**
 * The local SES tells of a sending in the very millisecond, before send-mail could note it, so the feedback is looked up
 * a second time, strongly. SES takes longer than that.
 */
const isEarlyFeedback = (call: MeasuredCall): boolean =>
  call.function === 'record-mail-feedback' && call.operation === 'GetItem' && call.read === 1;
const earlyReads = ({ calls }: Journey): number => sum(calls.filter(isEarlyFeedback).map(({ read }) => read));
const configReads = ({ calls }: Journey): number => sum(calls.filter(isConfig).map(({ read }) => read));
const refusals = ({ calls }: Journey): number => calls.filter(({ refused }) => refused).length;

function goal(what: string, measured: string, limit: number, value: number): Finding {
  return { goal: 'P4', what, measured, limit: `≤ ${limit}`, isMet: value <= limit };
}

function plain(what: string, values: readonly number[]): Finding {
  return { goal: 'P4', what, measured: spreadText(spreadOf(values)), limit: '–', isMet: undefined };
}

function countsOf(created: readonly Journey[]): Finding[] {
  return [
    plain(
      'new lead: calls to AWS',
      created.map(({ calls }) => calls.length),
    ),
    plain(
      'new lead: invocations',
      created.map(({ invocations }) => invocations.length),
    ),
  ];
}

function overview(walked: Journeys, created: readonly Journey[], repeated: Journey, changed: Journey): string {
  const followedUp = ofLeads(walked.followedUp);
  const each = (value: number): string => figure(value / walked.followUps);
  const median = (of: (journey: Journey) => number): string => figure(spreadOf(created.map(of)).median);
  const row = (journey: Journey): string[] => [
    journey.name,
    figure(writes(journey)),
    figure(reads(journey)),
    figure(configReads(journey)),
    String(journey.calls.length),
    String(journey.invocations.length),
    String(refusals(journey)),
  ];
  return table(
    ['what happened', 'WRU', 'RRU', 'RRU for configuration', 'calls', 'invocations', 'refused writes'],
    [
      row(ofLeads(walked.first)),
      [
        `new lead (median of ${created.length})`,
        median(writes),
        median(reads),
        median(configReads),
        median(({ calls }) => calls.length),
        median(({ invocations }) => invocations.length),
        median(refusals),
      ],
      row(repeated),
      row(changed),
      row(ofLeads(walked.later)),
      row(walked.linked),
      [
        `follow-up mail two days later (of ${walked.followUps})`,
        each(writes(followedUp)),
        each(reads(followedUp)),
        each(configReads(followedUp)),
        each(followedUp.calls.length),
        each(followedUp.invocations.length),
        each(refusals(followedUp)),
      ],
      ...Object.values(walked.carts).map((journey) => row(ofLeads(journey))),
    ],
  );
}

function remarks(created: readonly Journey[]): string[] {
  const median = (of: (journey: Journey) => number): string => figure(spreadOf(created.map(of)).median);
  return [
    'Index writes are in the units; a write in a transaction counts twice per started KB, on the table and on its indexes. The look for due ' +
      'timers every minute is in the idle month. Counts, not times: the load of the machine does not change them.',
    'Not counted: the local SES tells of a sending in the same millisecond, before send-mail has noted it, so record-mail-feedback looks a ' +
      `second time (${median(earlyReads)} RRU a lead here) and loses the race to write it (${median(refusals)} refused transactions). SES takes longer.`,
  ];
}
