import type { LeadView } from '../../api/leads/lead-view.ts';
import type { QualificationView } from '../../api/leads/qualification-view.ts';
import type { ScoreView } from '../../api/leads/score-view.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import { outcomeKind } from '../call-log/outcome-config.ts';
import { formKind } from '../capture/form-config.ts';
import { companyKind } from '../company/company-config.ts';
import { competitorKind } from '../company/competitor-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { readFindings } from '../findings/index.ts';
import type { ToldEntry } from '../leads/event-sentence.ts';
import { isWaiting, type Lead, noEvidence, readLastPost, seenChangeOf } from '../leads/index.ts';
import { templateKind } from '../mail-templates/template-config.ts';
import { pipelineKind } from '../opportunities/pipeline-config.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { type LeadId, leadSubject } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { type Item, queryAll, type Table } from '../platform/table.ts';
import { topicKind } from '../preferences/topic-config.ts';
import { productKind } from '../products/product-config.ts';
import { readOpenProposals } from '../proposals/index.ts';
import { qualificationView, questionsInForce, readQualification } from '../qualification/index.ts';
import { assignmentView, readAssignment } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { explainScore, readScores } from '../scoring/index.ts';
import { scoringKind } from '../scoring/scoring-config.ts';
import { type Membership, membershipsIn } from '../segments/index.ts';
import { segmentKind } from '../segments/segment-config.ts';
import { sequenceKind } from '../sequences/sequence-config.ts';
import { scriptKind } from '../texts/script-config.ts';
import { linksIn, readBehaviour, readLinksOf, type VisitorLink } from '../tracking/index.ts';
import type { LeadPage } from './list-leads.ts';
import { namesScript, namesTemplate } from './summaries.ts';
import { type LeadNames, leadView, type Names, scoreView } from './views.ts';

/** What is read of leads to show them. */
export interface ShowParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/** Reads what people call the things that these entries name by id; all of it is in memory, but for templates, which are read where one is named. */
export async function readNames(config: ConfigReader, entries: readonly ToldEntry[] = []): Promise<Names> {
  const [reps, pools, scoring, products, pipelines, outcomes, segments, sequences, topics, forms, companies] = await Promise.all([
    config.current(repKind),
    config.current(poolKind),
    config.current(scoringKind),
    config.current(productKind),
    config.current(pipelineKind),
    config.current(outcomeKind),
    config.current(segmentKind),
    config.current(sequenceKind),
    config.current(topicKind),
    config.current(formKind),
    config.current(companyKind),
  ]);
  const known = { reps, pools, scoring, products, pipelines, outcomes, segments, sequences, topics, forms, companies };
  const [templates, scripts] = await Promise.all([
    entries.some(namesTemplate) ? config.current(templateKind) : undefined,
    entries.some(namesScript) ? config.current(scriptKind) : undefined,
  ]);
  return { ...known, ...(templates ? { templates } : {}), ...(scripts ? { scripts } : {}) };
}

async function readLeadNames(config: ConfigReader): Promise<LeadNames> {
  const [reps, competitors, segments, fields, companies] = await Promise.all([
    config.current(repKind),
    config.current(competitorKind),
    config.current(segmentKind),
    config.current(fieldKind),
    config.current(companyKind),
  ]);
  return { reps, competitors, segments, fields, companies };
}

/** Shows leads as a list does: without what takes a read of its own for each. */
export async function showLeads(
  { leads, scores: known, waitingSince }: Omit<LeadPage, 'nextCursor' | 'listed'>,
  principal: Principal,
  { table, config, clock }: ShowParts,
): Promise<LeadView[]> {
  const ids = leads.map(({ leadId }) => leadId);
  const [names, scores] = await Promise.all([readLeadNames(config), readScores(ids, { table, config, now: clock() }, known)]);
  return leads.map((lead) =>
    leadView(lead, principal, names, { scores: scores.get(lead.leadId), waitingSince: waitingSince.get(lead.leadId) }),
  );
}

/** Shows one lead with its visitors, what they did, its scores and its latest post. */
export async function showLead(
  lead: Lead,
  principal: Principal,
  { table, config, clock, digests }: ShowParts & { readonly digests: Digests },
): Promise<LeadView> {
  const now = clock();
  const [{ links: own, score, memberships }, others] = await Promise.all([
    readScoreAndLinks(table, lead.leadId),
    readLinksOf(table, lead.members ?? []),
  ]);
  const links = [...own, ...others];
  const [names, behaviour, scores, lastTouch, proposals, qualification, assignment, pools, findings] = await Promise.all([
    readLeadNames(config),
    readBehaviour(table, lead, now, links),
    readScores([lead.leadId], { table, config, now }, new Map([[lead.leadId, score]])),
    readLastPost(table, lead),
    seesContactDetails(principal) ? readOpenProposals(table, lead) : [],
    lead.evidence.qualification === noEvidence.qualification ? null : readQualification(table, lead.leadId),
    readAssignment(table, lead.leadId, leadSubject),
    config.current(poolKind),
    readFindings(lead, { table, config, digests }),
  ]);
  const waitingSince = isWaiting(lead) && assignment?.state === 'waiting' ? assignment.since : undefined;
  const pool = pools.documents.get(assignment?.poolId ?? '');
  const extras = {
    behaviour,
    links,
    scores: scores.get(lead.leadId),
    lastTouch,
    proposals,
    qualification,
    waitingSince,
    assignment: assignment ? assignmentView(assignment, pool, now) : null,
    memberships,
    findings,
  };
  return leadView(lead, principal, names, extras);
}

/** The item of a lead's score, its segments and the devices of its visitors by one query: they lie one behind the other in its partition. */
async function readScoreAndLinks(
  table: Table,
  leadId: LeadId,
): Promise<{ score: Item | null; links: VisitorLink[]; memberships: Membership[] }> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :score AND :last',
    // '~' sorts after every id.
    ExpressionAttributeValues: { ':pk': keys.leadPk(leadId), ':score': keys.scoreSk, ':last': `${keys.visitorLinkPrefix}~` },
  });
  return { score: items.find(({ sk }) => sk === keys.scoreSk) ?? null, links: linksIn(items), memberships: membershipsIn(items) };
}

/** Shows every point of a lead. @param at undefined: now */
export async function showScore(
  lead: Lead,
  at: string | undefined,
  principal: Principal,
  { table, config, clock }: ShowParts,
): Promise<ScoreView> {
  const explained = await explainScore(lead, at === undefined ? undefined : new Date(at), { table, config, now: clock() });
  return scoreView(seesContactDetails(principal), explained);
}

/** Shows what is known of a lead's qualification, and what to ask. */
export async function showQualification(
  lead: Lead,
  principal: Principal,
  { table, config }: Pick<ShowParts, 'table' | 'config'>,
): Promise<QualificationView> {
  const [qualification, { rules }] = await Promise.all([readQualification(table, lead.leadId), questionsInForce(config)]);
  const view = qualificationView({ lead, qualification }, rules);
  // That a post said another number would count here, too.
  return seesContactDetails(principal) ? view : { ...view, version: seenChangeOf(lead).version };
}
