import type { ConfigReader } from '../config/index.ts';
import { type Lead, zoneOf } from '../leads/index.ts';
import type { SequenceId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { besideRules, gatherFacts, type LeadFacts, needsOf } from '../segments/index.ts';
import { readTasks } from '../tasks/index.ts';
import type { EndReason, Enrolment } from './enrolment.ts';
import { readEnrolments } from './enrolment-store.ts';
import { readAwaited } from './gather-situation.ts';
import { readNoticeProblem } from './notice-means.ts';
import { momentsAsked, readMoments } from './read-moments.ts';
import { hastens, waitsForTasks } from './rules-asks.ts';
import { rulesOf } from './rules-faults.ts';
import type { FollowedRun, ForeseenStep, LooksAfter } from './rules-forecast.ts';
import type { NoticeProblem } from './rules-left-out.ts';
import type { LeadMoments } from './rules-moments.ts';
import { outsideReason } from './rules-outside.ts';
import type { Refusal } from './rules-refused.ts';
import { followedSequence, sequencesInForce } from './sequences-in-force.ts';
import { readHolding, roomForTasks } from './task-means.ts';
import { refusedOnRecord } from './wants-none-of.ts';

/** The runs of a lead that go on, with all that their next steps are decided by. */
export interface ReadRuns {
  readonly runs: readonly FollowedRun[];
  /** Runs that end as soon as somebody looks at them, whatever their sequences say. */
  readonly ends: readonly ForeseenStep[];
  readonly facts: LeadFacts;
  /** Undefined where no run is to come before one. */
  readonly moments: LeadMoments | undefined;
  readonly timeZone: string;
  /** What advertising the person refused, as the record says; null where none. */
  readonly refused: Refusal | null;
  /** Those with tasks to come of whose subject somebody has the care. */
  readonly owned: ReadonlySet<SequenceId>;
  /** Those with notices to come that nobody would hear, and why. */
  readonly unheard: ReadonlyMap<SequenceId, NoticeProblem>;
  /** How many further tasks the lead may have. */
  readonly roomForTasks: number;
  readonly looksAfter: LooksAfter;
}

/** Reads the runs of a lead that go on, as everything stands now. @throws CorruptItemError */
export async function readRuns(
  lead: Lead,
  at: Date,
  { table, config }: { readonly table: Pick<Table, 'get' | 'query'>; readonly config: ConfigReader },
): Promise<ReadRuns> {
  const active = (await readEnrolments(table, lead.leadId)).filter(({ state }) => state === 'active');
  const outside = outsideReason(lead);
  const followed = await Promise.all(active.map(async (enrolment) => ({ enrolment, sequence: await followedSequence(enrolment, config) })));
  const runs = outside ? [] : followed.flatMap(({ enrolment, sequence }) => (sequence ? [{ enrolment, sequence }] : []));
  const gone = outside ? active : followed.flatMap(({ enrolment, sequence }) => (sequence ? [] : [enrolment]));
  const needs = needsOf(runs.flatMap(({ sequence }) => rulesOf(sequence).map(({ rule }) => rule)));
  const beside = await besideRules(config);
  const inForce = [...(await sequencesInForce(config)).sequences.values()];
  const [facts, moments, seen, holdings, problems, tasks] = await Promise.all([
    gatherFacts(table, lead, { needs, ...beside }),
    readMoments(lead, momentsAsked(runs), beside.timeZone, { table, config }),
    Promise.all(runs.map(({ enrolment, sequence }) => readAwaited(table, lead, enrolment, sequence))),
    Promise.all(runs.map((run) => (hasLeft(run, 'task') ? readHolding(table, run.enrolment) : null))),
    Promise.all(runs.map((run) => (hasLeft(run, 'notice') ? readNoticeProblem(lead, run.enrolment, { table, config }) : null))),
    runs.some((run) => hasLeft(run, 'task')) ? readTasks(table, lead) : [],
  ]);
  return {
    runs: runs.map((run, place) => ({ ...run, seen: seen[place] ?? [] })),
    ends: gone.map((enrolment) => endOf(enrolment, outside ?? 'sequenceGone', at)),
    facts,
    moments,
    timeZone: zoneOf(lead, facts.timeZone),
    refused: refusedOnRecord(lead),
    owned: new Set(runs.flatMap(({ enrolment }, place) => (holdings[place] ? [enrolment.sequenceId] : []))),
    unheard: new Map(
      runs.flatMap(({ enrolment }, place) => {
        const problem = problems[place];
        return problem ? [[enrolment.sequenceId, problem] as const] : [];
      }),
    ),
    roomForTasks: roomForTasks(tasks),
    looksAfter: { tags: hastens({ type: 'lead.updated', data: {} }, inForce), tasks: waitsForTasks(inForce) },
  };
}

function hasLeft({ enrolment, sequence }: Pick<FollowedRun, 'enrolment' | 'sequence'>, deed: 'task' | 'notice'): boolean {
  return sequence.steps.some(({ id, do: does }) => does === deed && !enrolment.done.includes(id));
}

const endOf = ({ sequenceId, run, stepId }: Enrolment, reason: EndReason, at: Date): ForeseenStep => ({
  sequenceId,
  run,
  stepId,
  at,
  does: 'end',
  reason,
});
