import { listCallsRoute } from '../../api/calls/list-calls.ts';
import { listOutcomesRoute } from '../../api/calls/list-outcomes.ts';
import { listFieldsRoute } from '../../api/fields/list-fields.ts';
import { readSubmissionRoute } from '../../api/forms/read-submission.ts';
import { explainScoreRoute } from '../../api/leads/explain-score.ts';
import { listLeadsRoute } from '../../api/leads/list-leads.ts';
import { listMergeCandidatesRoute } from '../../api/leads/list-merge-candidates.ts';
import { noticeTextRoute } from '../../api/leads/notice-text.ts';
import { readDecisionsRoute } from '../../api/leads/read-decisions.ts';
import { partsIn, readLeadRoute } from '../../api/leads/read-lead.ts';
import { readQualificationRoute } from '../../api/leads/read-qualification.ts';
import { readTimelineRoute } from '../../api/leads/read-timeline.ts';
import { readDigestsRoute } from '../../api/me/read-digests.ts';
import { readMeRoute } from '../../api/me/read-me.ts';
import { readNoticesRoute } from '../../api/me/read-notices.ts';
import { readTodayRoute } from '../../api/me/read-today.ts';
import { listNotesRoute } from '../../api/notes/list-notes.ts';
import { readProfileRoute } from '../../api/profiles/read-profile.ts';
import { listPurchasesRoute } from '../../api/purchases/list-purchases.ts';
import { listQuarantineRoute } from '../../api/quarantine/list-quarantine.ts';
import { listRepliesRoute } from '../../api/replies/list-replies.ts';
import { searchLeadsRoute } from '../../api/search/search-leads.ts';
import { listViewsRoute } from '../../api/views/list-views.ts';
import type { Principal } from '../../shared/access/index.ts';
import { callOptions } from '../../shared/call-log/index.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import { found, on, preferredLocale, type RequestEvent, type ServedRoute, serve } from '../../shared/http/index.ts';
import type { Locale } from '../../shared/leads/index.ts';
import { listCandidates } from '../../shared/merging/index.ts';
import { notesOf } from '../../shared/notes/index.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Cursors } from '../../shared/platform/cursor.ts';
import type { Digests } from '../../shared/platform/digests.ts';
import { InvalidInputError } from '../../shared/platform/errors.ts';
import type { CdnOnly } from '../../shared/platform/http.ts';
import { formSource, LeadId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import { purchasesView } from '../../shared/purchases/view.ts';
import { listHeld } from '../../shared/quarantine/index.ts';
import {
  callsOf,
  decisionsOf,
  findLead,
  findLeadWithRights,
  leadsById,
  listLeads,
  readNames,
  searchLeads,
  showFields,
  showFound,
  showLead,
  showLeads,
  showProfile,
  showQualification,
  showScore,
  submissionOf,
  timelineOf,
} from '../../shared/reading/index.ts';
import { repliesOf } from '../../shared/replies/index.ts';
import { findLeadToQualify } from '../../shared/worklist/index.ts';
import { companyRoutes } from './company-routes.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { showLeadPage } from './lead-page.ts';
import { messageRoutes } from './message-routes.ts';
import { opportunityRoutes } from './opportunities.ts';
import { registrationRoutes } from './registration-routes.ts';
import { rightsRoutes } from './rights-routes.ts';
import { routingRoutes } from './routing-routes.ts';
import { sequenceRoutes } from './sequence-routes.ts';
import { taskRoutes } from './task-routes.ts';
import { textRoute } from './text-routes.ts';
import { openVisits } from './visits.ts';

/** Read with the first list of them: whoever opens a lead must not pay for it. */
const views = () => import('../../shared/views/index.ts');
/** Provinces are read with the first text: whoever opens a lead must not pay for it. */
const groupTexts = () => import('../../shared/notices/group-text.ts');

export interface ReadParts extends CdnOnly {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** Leaves a line of what was read of which leads. */
export type NoteRead = (principal: Principal, what: string, leadIds: readonly string[]) => void;

/** Serves the read routes; who asks decides what there is to see. Every read of a person's record and every refusal leaves a line in the log. */
export const createHandler = (parts: ReadParts, log: Log) => serve(routesOf(parts, log), { ...parts, log });

/** The read routes with what answers them. */
export function routesOf(parts: ReadParts, log: Log): ServedRoute[] {
  const { table, config, cursors, clock } = parts;
  const note: NoteRead = ({ userId }, what, leadIds) => log.info('lead record read', { userId, what, leadIds });
  const isNewVisit = openVisits(clock);
  const localeOf = async ({ headers }: RequestEvent): Promise<Locale> =>
    preferredLocale(headers?.['accept-language']) ?? (await config.current(companyKind)).documents.get('company')?.defaultLocale ?? 'vi';
  return [
    on(listLeadsRoute, async ({ principal, query }) => {
      const page = await listLeads({ ...parts, log }, principal, query);
      note(
        principal,
        'list',
        page.leads.map(({ leadId }) => leadId),
      );
      const { nextCursor, listed } = page;
      const total = { atLeast: listed, exact: nextCursor === null };
      return found({ items: await showLeads(page, principal, parts), nextCursor, total });
    }),
    on(searchLeadsRoute, async ({ principal, query }) => {
      const { q, ids, limit } = query;
      const looking = { ...parts, log };
      if ((q === undefined) === (ids === undefined)) {
        throw new InvalidInputError('Nothing is asked for.', [{ path: 'q', message: 'give q, or ids instead of it' }]);
      }
      const seen =
        q === undefined
          ? await leadsById(
              looking,
              principal,
              (ids ?? '').split(',').flatMap((id) => LeadId.safeParse(id).data ?? []),
            )
          : await searchLeads(looking, principal, q, limit);
      note(
        principal,
        'search',
        seen.leads.map(({ leadId }) => leadId),
      );
      return found(await showFound(seen, config));
    }),
    on(listViewsRoute, async ({ principal }) => found(await (await views()).listViews(principal, parts))),
    on(readLeadRoute, async ({ principal, params, query: { include, lang }, event }) => {
      if (include !== undefined) {
        const known = await findLeadWithRights(table, principal, params.leadId);
        if (isNewVisit(principal.userId, known.lead.leadId)) note(principal, 'page', [known.lead.leadId]);
        const asked = { include: partsIn(include), locale: lang ?? (await localeOf(event)) };
        return found(await showLeadPage(known, principal, asked, parts), { vary: 'accept-language' });
      }
      const lead = await findLead(table, principal, params.leadId);
      note(principal, 'record', [lead.leadId]);
      const view = await showLead(lead, principal, parts);
      return found(view, { etag: `"${view.version}"` });
    }),
    on(readTimelineRoute, async ({ principal, params, query, event }) => {
      const lead = await findLead(table, principal, params.leadId);
      note(principal, 'timeline', [lead.leadId]);
      const timeline = await timelineOf(table, lead, principal, query, await localeOf(event), config, clock(), cursors);
      return found(timeline, { vary: 'accept-language' });
    }),
    on(listNotesRoute, async ({ principal, params, query }) => {
      const lead = await findLead(table, principal, params.leadId, listNotesRoute.right);
      note(principal, 'notes', [lead.leadId]);
      return found(await notesOf(table, lead, principal.userId, query, cursors));
    }),
    on(listRepliesRoute, async ({ principal, params, query }) => {
      const lead = await findLead(table, principal, params.leadId, listRepliesRoute.right);
      note(principal, 'replies', [lead.leadId]);
      return found(await repliesOf(table, lead, principal.userId, query, cursors));
    }),
    on(explainScoreRoute, async ({ principal, params, query: { at } }) => {
      const lead = await findLead(table, principal, params.leadId);
      note(principal, 'score', [lead.leadId]);
      return found(await showScore(lead, at, principal, parts));
    }),
    on(readDecisionsRoute, async ({ principal, params }) => {
      const lead = await findLead(table, principal, params.leadId);
      note(principal, 'decisions', [lead.leadId]);
      return found(await decisionsOf(table, lead, principal, await readNames(config)));
    }),
    on(noticeTextRoute, async ({ principal, params, query }) => {
      const lead = await findLead(table, principal, params.leadId, noticeTextRoute.right);
      note(principal, 'notice text', [lead.leadId]);
      const { showGroupText } = await groupTexts();
      return found(await showGroupText(lead, query, parts));
    }),
    on(readMeRoute, async ({ principal }) => {
      const { showMe } = await import('../../shared/me/index.ts');
      return found(await showMe(principal, config));
    }),
    on(readTodayRoute, async ({ principal }) => {
      const [{ showToday }, { showNotices }] = await Promise.all([
        import('../../shared/today/index.ts'),
        import('../../shared/notices/choose-notices.ts'),
      ]);
      return found(await showToday(principal, { ...parts, showNotices: (whose) => showNotices(whose, parts) }));
    }),
    on(readNoticesRoute, async ({ principal }) => {
      const { showNotices } = await import('../../shared/notices/choose-notices.ts');
      const view = await showNotices(principal.role === 'rep' ? { repId: principal.repId } : { userId: principal.userId }, parts);
      return found(view, { etag: `"${view.version}"` });
    }),
    on(readDigestsRoute, async ({ principal }) => {
      const { showDigests } = await import('../../shared/digests/choose-digests.ts');
      const view = await showDigests(principal.userId, parts);
      return found(view, { etag: `"${view.version}"` });
    }),
    on(readQualificationRoute, async ({ principal, params }) => {
      const { right: action, missing } = readQualificationRoute;
      const lead = await findLeadToQualify(table, principal, { leadId: params.leadId, action, missing });
      note(principal, 'qualification', [lead.leadId]);
      return found(await showQualification(lead, principal, parts));
    }),
    on(readProfileRoute, async ({ principal, params }) => {
      const lead = await findLead(table, principal, params.leadId);
      note(principal, 'profile', [lead.leadId]);
      const view = await showProfile(lead, principal, parts);
      return found(view, view.version === null ? {} : { etag: `"${view.version}"` });
    }),
    on(listCallsRoute, async ({ principal, params, query }) => {
      const lead = await findLead(table, principal, params.leadId, listCallsRoute.right);
      note(principal, 'calls', [lead.leadId]);
      return found(await callsOf(table, lead, principal, query, cursors));
    }),
    on(listOutcomesRoute, async ({ principal }) => found(await callOptions(principal, parts))),
    on(listFieldsRoute, async () => found(await showFields(config))),
    on(listPurchasesRoute, async ({ principal, params, query }) => {
      const lead = await findLead(table, principal, params.leadId);
      note(principal, 'purchases', [lead.leadId]);
      return found(await purchasesView(lead, principal, query, parts));
    }),
    on(readSubmissionRoute, async ({ principal, params: { formId, submissionId } }) => {
      const submission = await submissionOf({ table, config }, principal, { ...formSource(formId), submissionId });
      const leadId = submission.outcome?.kind === 'lead' ? submission.outcome.leadId : null;
      note(principal, 'submission', leadId === null ? [] : [leadId]);
      return found(submission);
    }),
    ...companyRoutes(parts, note, log),
    ...opportunityRoutes(parts, log),
    ...sequenceRoutes(parts, note),
    ...taskRoutes(parts, note),
    textRoute(parts, note),
    ...messageRoutes(parts, note),
    ...routingRoutes(parts, note),
    ...erasureRoutes(parts, note),
    ...registrationRoutes(parts),
    ...rightsRoutes(parts),
    on(listMergeCandidatesRoute, async ({ principal, query }) => {
      const page = await listCandidates(principal, query, parts);
      note(
        principal,
        'merge candidates',
        page.items.flatMap(({ lead, other }) => [lead.leadId, other.leadId]),
      );
      return found(page);
    }),
    on(listQuarantineRoute, async ({ principal, query }) => {
      const held = await listHeld(parts, principal, query);
      log.info('posts in quarantine read', { userId: principal.userId, posts: held.items.map(({ id }) => id) });
      return found(held);
    }),
  ];
}
