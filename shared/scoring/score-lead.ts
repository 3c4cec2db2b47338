import type { ScoreMessage } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, partitionsOf, readScoredLead, type Temperature } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { type Clock, epochSeconds } from '../platform/clock.ts';
import { type IdSource, type LeadId, SessionId, SubmissionRef, VisitorId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { qualifyByBehaviour } from '../qualification/index.ts';
import { askToComeBack } from '../status/index.ts';
import { putTimer } from '../timers/index.ts';
import { askForCartLook, askForSum, isOfCart, readNewestSignals, readVisitSignals } from '../tracking/index.ts';
import type { Evidence } from './evidence.ts';
import { evidenceOfPosts, evidenceOfSignal, gatherEvidence } from './gather-evidence.ts';
import { needsOfRise, type Owned } from './hot-needs.ts';
import { hotTasks } from './hot-task.ts';
import { laterRecount } from './later-recount.ts';
import { newMailEvidence, withMailsAnew } from './mail-evidence.ts';
import { planScore, type ScorePlan } from './plan-score.ts';
import { latestAct, returnOf } from './return-to-work.ts';
import { isCountedBy, type RuleSet, ruleSetFor } from './rule-set.ts';
import { noInterest, withEvidence } from './rules-interest.ts';
import { saidByEvidence, sourcesOf } from './rules-qualify.ts';
import { isWarmer } from './rules-temperature.ts';
import { heldBy } from './rules-trajectory.ts';
import { latestVisit } from './rules-visits.ts';
import { parseScore, putScore, type Score } from './store.ts';

/** What scoring touches outside of itself. */
export interface ScoreParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  readonly notice: Queue;
  /** Sums the older visits of a device that has many. */
  readonly work: Queue;
  readonly log: Log;
}

/**
 * Brings a lead's scores and temperature up to date with what the messages name. Safe to repeat and in any order: evidence is a set,
 * read from where it lies, and the score is written on the condition that nobody wrote it since it was read, before the evidence was.
 * A repeated delivery may follow one that ended between the rise and its notice, so it sends the notice of a hot lead again.
 */
export async function scoreLead(
  leadId: LeadId,
  messages: readonly ScoreMessage[],
  parts: ScoreParts,
  { isRepeated = false }: { readonly isRepeated?: boolean } = {},
): Promise<void> {
  const done = await untilWritten(async () => {
    const stood = await readStanding(leadId, parts.table);
    // Erased, or a message of a forged token: nobody to score.
    if (!stood) return null;
    const { rules, ...planned } = await planAnew(stood, leadId, messages, parts);
    const needs = await needsOfRise(planned.plan, rules, parts.clock(), parts);
    const plan = withNeeds(planned.plan, needs);
    if (plan.isChanged) await write(plan, needs, stood.score, parts);
    return { ...planned, plan };
  });
  if (!done) return;
  const { plan, actedAt } = done;
  if (done.hasCart) await parts.work.send(askForCartLook(plan.lead.leadId, parts.clock()));
  const { entry } = plan;
  const back = returnOf(plan, actedAt);
  if (back) await parts.work.send(askToComeBack(back));
  if (entry) parts.log.info('temperature changed', { leadId, entryId: entry.id, ...entry.data });
  if (entry || isRepeated) await tellOwners(plan, parts.notice);
}

/** Straight to the queue of notices: nobody waits for stream and bus here. The gate sends one mail for each rise to each who is told. */
async function tellOwners({ lead, score }: ScorePlan, notice: Queue): Promise<void> {
  if (!score.hot) return;
  const { needs = [], ...rise } = score.hot;
  if (lead.owner) await notice.send({ body: mailRequest('hotNotice', lead.leadId, rise) });
  await notice.sendAll(needs.map((subject) => ({ body: mailRequest('hotNotice', lead.leadId, { ...rise, subject }) })));
}

/** Keeps whom a rise is told to beside the owner of the lead, for a delivery that finds it written. */
function withNeeds(plan: ScorePlan, needs: readonly Owned[]): ScorePlan {
  const { hot } = plan.score;
  if (!hot || needs.length === 0) return plan;
  return { ...plan, score: { ...plan.score, hot: { ...hot, needs: needs.map(({ subject }) => subject) } } };
}

/** The lead and its score as they were read; null: it has none yet. */
interface Stood {
  readonly lead: Lead;
  readonly score: Score | null;
}

async function readStanding(leadId: LeadId, table: Table): Promise<Stood | undefined> {
  const stood = await readScoredLead(table, leadId, { consistent: true });
  return stood && { lead: stood.lead, score: stood.score ? parseScore(stood.score) : null };
}

/** `actedAt`: when the person did something last, as far as what was counted tells. */
interface Planned {
  readonly plan: ScorePlan;
  /** On a device that has just become the lead's something was put into a cart. */
  readonly hasCart: boolean;
  readonly actedAt: string | null;
  readonly rules: RuleSet['rules'];
}

/** `named`: the id in the messages, under which what they name lies, also when the lead was merged since. */
async function planAnew({ lead, score }: Stood, named: LeadId, messages: readonly ScoreMessage[], parts: ScoreParts): Promise<Planned> {
  const now = parts.clock();
  const [ruleSet, lifecycle] = await Promise.all([ruleSetFor(parts.config, score ?? undefined), lifecycleInForce(parts.config)]);
  const later = isCountedBy(score, ruleSet) ? laterRecount(lead.leadId, score, messages, now) : null;
  // First of all: a timer too many counts once more, one too few would leave what changed uncounted.
  if (later) await parts.table.put(putTimer(later).Put);
  const kinds = new Set(messages.flatMap(({ kind }) => (later && kind === 'recount' ? [] : [kind])));
  const isKept = isCountedBy(score, ruleSet) && !kinds.has('recount');
  const news = isKept ? await newEvidence(named, messages, now, parts) : [];
  const added = isKept && score ? withEvidence(score.interest, news, ruleSet.rules) : null;
  const { temperature: told } = lead.evidence;
  const { rules } = ruleSet;
  const standing = { lead, temperature: told, score, ruleSet, lifecycle, now, isTimerSpent: kinds.has('cool'), isTakenBack: false };
  const qualify = (evidence: readonly Evidence[], isAll: boolean) => {
    const { version: rulesVersion } = ruleSet;
    const sources = isAll ? sourcesOf(evidence) : null;
    return qualifyByBehaviour(lead, { said: saidByEvidence(evidence, rules), standing: sources, rulesVersion }, parts.table);
  };
  if (added) {
    const qualified = await qualify(news, false);
    const visitedAt = latestVisit(news);
    const plan = planScore({ ...standing, qualified, interest: added, isCountedAnew: false, visitedAt }, kinds, parts.ids);
    return { plan, actedAt: latestAct(news), rules, hasCart: kinds.has('device') && hasCart(news) };
  }
  const busyDevices = new Set<VisitorId>();
  const evidenceIn = async (id: LeadId) =>
    withMailsAnew(id, await gatherEvidence(parts.table, id, now, (visitorId) => void busyDevices.add(visitorId)), parts);
  const evidence = (await Promise.all(partitionsOf(lead).map(evidenceIn))).flat();
  await parts.work.sendAll([...busyDevices].map(askForSum));
  const interest = withEvidence(noInterest, evidence, ruleSet.rules) ?? noInterest;
  // A level that only evidence brought which was taken back since is none to stay at. New rules start from what stands.
  const temperature = isCountedBy(score, ruleSet) ? standingOf(lead, evidence, ruleSet, now) : told;
  const isTakenBack = isWarmer(told, temperature) && messages.some((one) => one.kind === 'recount' && one.takenBack);
  const qualified = await qualify(evidence, true);
  const anew = { temperature, qualified, interest, isCountedAnew: true, visitedAt: latestVisit(evidence), isTakenBack };
  const plan = planScore({ ...standing, ...anew }, kinds, parts.ids);
  return { plan, actedAt: latestAct(evidence), rules, hasCart: kinds.has('device') && hasCart(evidence) };
}

const hasCart = (evidence: readonly Evidence[]): boolean => evidence.some((one) => one.kind === 'signal' && isOfCart(one.signal));

function standingOf({ evidence: { temperature }, createdAt }: Lead, done: readonly Evidence[], { rules }: RuleSet, now: Date): Temperature {
  const held = heldBy(done, epochSeconds(new Date(createdAt)), epochSeconds(now), rules);
  return isWarmer(temperature, held) ? held : temperature;
}

/** Only what the messages name is read, however long the lead's history is. */
async function newEvidence(leadId: LeadId, messages: readonly ScoreMessage[], now: Date, parts: ScoreParts): Promise<Evidence[]> {
  const { table } = parts;
  const visits = new Map(
    messages.flatMap((one) => (one.kind === 'visit' ? [[`${one.visitorId} ${one.sessionStartedAt} ${one.sessionId}`, one] as const] : [])),
  );
  const posts = new Map(
    messages.flatMap((one) => (one.kind === 'submission' ? [[`${one.channel} ${one.sourceId} ${one.submissionId}`, one] as const] : [])),
  );
  const devices = new Set(messages.flatMap((one) => (one.kind === 'device' ? [one.visitorId] : [])));
  const refs = [...posts.values()].map((post) => SubmissionRef.parse(post));
  const visited = await Promise.all([
    ...[...visits.values()].map(({ visitorId, sessionStartedAt, sessionId }) => {
      const visit = { visitorId: VisitorId.parse(visitorId), startedAt: sessionStartedAt, sessionId: SessionId.parse(sessionId) };
      return readVisitSignals(table, leadId, visit, now);
    }),
    ...[...devices].map((visitorId) => readNewestSignals(table, leadId, VisitorId.parse(visitorId), now)),
  ]);
  const signals = visited.flat().map(evidenceOfSignal);
  const mails = await newMailEvidence(leadId, messages, signals, parts);
  return [...signals, ...mails, ...(refs.length > 0 ? await evidenceOfPosts(table, refs) : [])];
}

/** One plain write where only points change. The timer goes first: one too many finds nothing to do, one too few would never cool. */
async function write(
  plan: ScorePlan,
  needs: readonly Owned[],
  before: Score | null,
  { table, config, clock }: Pick<ScoreParts, 'table' | 'config' | 'clock'>,
): Promise<void> {
  const score = putScore(before, plan.score);
  if (plan.change || plan.qualifying.length > 0) {
    const calls = await hotTasks(plan, needs, before, clock(), { table, config });
    const changes = [...(plan.change?.writes ?? []), ...plan.qualifying, score, ...calls];
    await table.transact(plan.timer ? [...changes, putTimer(plan.timer)] : changes);
    return;
  }
  if (plan.timer) await table.put(putTimer(plan.timer).Put);
  await table.put(score.Put);
}
