import { z } from 'zod';
import { type CallOutcome, type CallResult, defineCall, type OutgoingRequest, resultOf } from '../../calls/index.ts';
import { SourceId } from '../../platform/ids.ts';
import { PlatformId, type PlatformLead } from '../platform-lead.ts';
import { platformCallEnded } from '../platform-request.ts';
import { parseExactly } from '../rules-exact-json.ts';
import { callSecret } from '../secret-names.ts';
import { leadFields, leadOfMeta } from './lead.ts';

/** The version that these fields were read of; Meta serves each for two years. */
export const usualGraphVersion = 'v24.0';
export const GraphVersion = z.string().regex(/^v\d{1,2}\.\d$/);

const Asked = z.object({ connectorId: SourceId, graphVersion: GraphVersion });

/** A page's token goes into a header: addresses are written into logs on the way. */
function get(version: string, path: string, query: Readonly<Record<string, string>>, token: string): OutgoingRequest {
  return {
    method: 'GET',
    url: `https://graph.facebook.com/${version}/${path}?${new URLSearchParams(query)}`,
    headers: { authorization: `Bearer ${token.trim()}`, accept: 'application/json' },
    body: null,
  };
}

const GraphError = z.object({ error: z.object({ code: z.number(), error_subcode: z.number().optional() }) });

/** Why Graph refuses: https://developers.facebook.com/docs/graph-api/guides/error-handling */
export function graphRefusal(body: string): string | null {
  const { code, error_subcode: subcode } = GraphError.parse(JSON.parse(body)).error;
  if ([1, 2].includes(code)) return 'away';
  if ([4, 17, 32, 613].includes(code) || (code >= 80_000 && code <= 80_014)) return 'tooMany';
  if (code === 190 || code === 102) return 'tokenRefused';
  if (code === 10 || code === 3 || (code >= 200 && code <= 299)) return 'notPermitted';
  return code === 100 && subcode === 33 ? 'notFound' : null;
}

/** Graph refuses with the status 400 what it would do later, too. */
const passing = new Set<string | null>(['away', 'tooMany']);
/** A token that is renewed or a right that is given mends these: the lead is not lost until then. */
export const isMendable = (reason: string | null): reason is string => reason === 'tokenRefused' || reason === 'notPermitted';

const judgeLead = (outcome: CallOutcome, reason: string | null): CallResult =>
  passing.has(reason) || isMendable(reason) ? 'again' : resultOf(outcome);
/** The next look comes in any case, and whoever has to renew a token is to hear of it now. */
const judgeLook = (outcome: CallOutcome, reason: string | null): CallResult => (passing.has(reason) ? 'again' : resultOf(outcome));

const common = {
  secretPlace: 'connectors' as const,
  reasonOf: graphRefusal,
  tells: platformCallEnded,
};

/** Asks Graph for one lead. */
export const metaLeadCall = defineCall({
  kind: 'metaLead',
  ...common,
  schema: Asked.extend({ leadId: PlatformId }),
  secretOf: ({ connectorId }) => callSecret(connectorId, 'page-token'),
  build: ({ graphVersion, leadId }, _attempt, token) => get(graphVersion, leadId, { fields: leadFields }, token),
  judge: judgeLead,
  answer: { longestBytes: 150_000, read: (body) => ({ leads: [leadOfMeta(parseExactly(body))] }) },
});

const Paging = z.object({ cursors: z.object({ after: z.string().max(2_000) }).nullish(), next: z.string().nullish() }).nullish();
const nextOf = (paging: z.infer<typeof Paging>): string | null => (paging?.next ? (paging.cursors?.after ?? null) : null);

const FormsPage = z.object({ data: z.array(z.object({ id: PlatformId })), paging: Paging });

/** A look waits for nothing: the one a quarter of an hour later asks for the same. */
const looksAgainAfter = [30, 120, 300];

/** Asks Graph which forms the page has. */
export const metaFormsCall = defineCall({
  kind: 'metaForms',
  ...common,
  schema: Asked.extend({ pageId: PlatformId, after: z.string().nullable() }),
  secretOf: ({ connectorId }) => callSecret(connectorId, 'page-token'),
  build: ({ graphVersion, pageId, after }, _attempt, token) =>
    get(graphVersion, `${pageId}/leadgen_forms`, { fields: 'id', limit: '100', ...(after !== null && { after }) }, token),
  judge: judgeLook,
  waits: looksAgainAfter,
  answer: {
    longestBytes: 100_000,
    read: (body) => {
      const { data, paging } = FormsPage.parse(parseExactly(body));
      return { forms: data.map(({ id }) => id), after: nextOf(paging) };
    },
  },
});

const LeadsPage = z.object({ data: z.array(z.unknown()), paging: Paging });

/** Asks Graph for the leads of a form since a moment, some at a time. */
export const metaFormLeadsCall = defineCall({
  kind: 'metaFormLeads',
  ...common,
  schema: Asked.extend({ formId: PlatformId, since: z.iso.datetime(), limit: z.number().int().positive(), after: z.string().nullable() }),
  secretOf: ({ connectorId }) => callSecret(connectorId, 'page-token'),
  build: ({ graphVersion, formId, since, limit, after }, _attempt, token) => {
    const filtering = JSON.stringify([{ field: 'time_created', operator: 'GREATER_THAN', value: Math.floor(Date.parse(since) / 1000) }]);
    const query = { fields: leadFields, filtering, limit: String(limit), ...(after !== null && { after }) };
    return get(graphVersion, `${formId}/leads`, query, token);
  },
  judge: judgeLook,
  waits: looksAgainAfter,
  answer: {
    longestBytes: 190_000,
    read: (body) => {
      const { data, paging } = LeadsPage.parse(parseExactly(body));
      const leads = data.map(leadOrNull);
      // One that nobody can read must not keep the others from being found.
      return {
        leads: leads.filter((lead) => lead !== null),
        unreadable: leads.filter((lead) => lead === null).length,
        after: nextOf(paging),
      };
    },
  },
});

function leadOrNull(read: unknown): PlatformLead | null {
  try {
    return leadOfMeta(read);
  } catch {
    return null;
  }
}
