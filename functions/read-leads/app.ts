import { explainScore as explainScoreRoute } from '../../api/leads/explain-score.ts';
import type { LeadListView } from '../../api/leads/lead-view.ts';
import { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import { TimelineQuery } from '../../api/leads/read-timeline.ts';
import { asUser, type Principal, seesContactDetails, type UserEvent } from '../../shared/access/index.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import { competitorKind } from '../../shared/company/competitor-config.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import { readLastPost } from '../../shared/leads/index.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Cursors } from '../../shared/platform/cursor.ts';
import type { Digests } from '../../shared/platform/digests.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { type CdnOnly, createHttpHandler, type HttpResponse, jsonResponse } from '../../shared/platform/http.ts';
import { FormPost, LeadId, type SubmissionRef } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import { decisionsOf, findLead, leadView, listLeads, scoreView, submissionOf, timelineOf } from '../../shared/reading/index.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { explainScore, readScores } from '../../shared/scoring/index.ts';
import { scoringKind } from '../../shared/scoring/scoring-config.ts';
import { readBehaviour, readLinks } from '../../shared/tracking/index.ts';
import { NoParameters, preferredLocale, readQuery } from './request.ts';

export interface ReadParts extends CdnOnly {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** What an HTTP API with a JWT authoriser hands over. */
export interface ReadEvent extends UserEvent {
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Answers each read route; who asks decides what there is to see. Every read of a person's record and every refusal leaves a line in the log. */
export function createHandler(parts: ReadParts, log: Log) {
  return createHttpHandler<ReadEvent>(
    log,
    (event) => asUser(event, { ...parts, log }, (principal) => read(event, principal, parts, log)),
    parts,
  );
}

async function read(
  event: ReadEvent,
  principal: Principal,
  { table, digests, config, cursors, clock }: ReadParts,
  log: Log,
): Promise<HttpResponse> {
  const [reps, pools, scoring, competitors, companies] = await Promise.all([
    config.current(repKind),
    config.current(poolKind),
    config.current(scoringKind),
    config.current(competitorKind),
    config.current(companyKind),
  ]);
  const names = { reps, pools, scoring, competitors };
  const note = (what: string, leadIds: readonly string[]) => log.info('lead record read', { userId: principal.userId, what, leadIds });
  const requested = () => findLead(table, principal, leadIdOf(event));

  switch (event.routeKey) {
    case 'GET /v1/leads': {
      const { leads, nextCursor } = await listLeads(
        { table, digests, config, cursors, clock, log },
        principal,
        readQuery(ListLeadsQuery, event.queryStringParameters),
      );
      const ids = leads.map(({ leadId }) => leadId);
      note('list', ids);
      const scores = await readScores(ids, { table, config, now: clock() });
      const items = leads.map((lead) => leadView(lead, principal, names, { scores: scores.get(lead.leadId) }));
      const page: LeadListView = { items, nextCursor };
      return jsonResponse(200, page);
    }
    case 'GET /v1/leads/{leadId}': {
      readQuery(NoParameters, event.queryStringParameters);
      const lead = await requested();
      note('record', [lead.leadId]);
      const now = clock();
      const links = await readLinks(table, lead.leadId);
      const [behaviour, scores, lastTouch] = await Promise.all([
        readBehaviour(table, lead.leadId, now, links),
        readScores([lead.leadId], { table, config, now }),
        readLastPost(table, lead),
      ]);
      const view = leadView(lead, principal, names, { behaviour, links, scores: scores.get(lead.leadId), lastTouch });
      return jsonResponse(200, view, { etag: `"${view.version}"` });
    }
    case 'GET /v1/leads/{leadId}/timeline': {
      const query = readQuery(TimelineQuery, event.queryStringParameters);
      const lead = await requested();
      note('timeline', [lead.leadId]);
      const locale = preferredLocale(event.headers['accept-language']) ?? companies.documents.get('company')?.defaultLocale ?? 'vi';
      return jsonResponse(200, await timelineOf(table, lead, principal, query, locale, names, clock(), cursors), {
        vary: 'accept-language',
      });
    }
    case 'GET /v1/leads/{leadId}/score': {
      const { at } = readQuery(explainScoreRoute.query, event.queryStringParameters);
      const lead = await requested();
      note('score', [lead.leadId]);
      return jsonResponse(
        200,
        scoreView(
          seesContactDetails(principal),
          await explainScore(lead, at === undefined ? undefined : new Date(at), { table, config, now: clock() }),
        ),
      );
    }
    case 'GET /v1/leads/{leadId}/decisions': {
      readQuery(NoParameters, event.queryStringParameters);
      const lead = await requested();
      note('decisions', [lead.leadId]);
      return jsonResponse(200, await decisionsOf(table, lead, names));
    }
    case 'GET /v1/forms/{formId}/submissions/{submissionId}': {
      readQuery(NoParameters, event.queryStringParameters);
      const submission = await submissionOf(table, principal, submissionRefOf(event));
      note('submission', submission.outcome?.kind === 'lead' && submission.outcome.leadId !== null ? [submission.outcome.leadId] : []);
      return jsonResponse(200, submission);
    }
    default:
      throw new NotFoundError('no such route');
  }
}

/** An id that cannot be one is answered as one that does not exist. */
function leadIdOf({ pathParameters }: ReadEvent): LeadId {
  const leadId = LeadId.max(64).safeParse(pathParameters?.leadId);
  if (!leadId.success) throw new NotFoundError('no such lead');
  return LeadId.parse(leadId.data);
}

function submissionRefOf({ pathParameters }: ReadEvent): SubmissionRef {
  const post = FormPost.safeParse(pathParameters);
  if (!post.success) throw new NotFoundError('no such submission');
  return post.data;
}
