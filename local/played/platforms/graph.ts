import type { LocalClock } from 'local-cloud';
import type { ToldEvent } from './google.ts';
import { json, type PlatformAnswer, type PlatformFate, type PlatformRequest } from './request.ts';

/** A lead of a form, as Graph has it. */
export interface GraphLead {
  readonly id: string;
  readonly formId: string;
  readonly pageId: string;
  readonly answers: Readonly<Record<string, readonly string[]>>;
  readonly boxes?: Readonly<Record<string, boolean>>;
  readonly adId?: string;
  readonly campaignName?: string;
}

/** Meta's Graph API as far as leads of forms need it. */
export interface Graph {
  answer(request: PlatformRequest): PlatformAnswer;
  /** A form was filled in; returns when. */
  add(lead: GraphLead): void;
  /** Events that datasets took, each id once, as the text that came: ids of leads are longer than numbers are. */
  told(): readonly ToldEvent[];
  setFate(fate: PlatformFate): void;
  clear(): void;
}

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
const fault = (status: number, code: number, message: string, subcode?: number): PlatformAnswer =>
  json(status, {
    error: { message, type: 'OAuthException', code, ...(subcode !== undefined && { error_subcode: subcode }), fbtrace_id: 'AbC' },
  });

const fates: Readonly<Record<Exclude<PlatformFate, 'answers'>, PlatformAnswer>> = {
  away: fault(500, 2, 'Service temporarily unavailable'),
  tooMany: fault(400, 4, 'Application request limit reached'),
  tokenRefused: fault(400, 190, 'Error validating access token: The session has been invalidated', 460),
};

const isObject = (value: unknown): value is ToldEvent => typeof value === 'object' && value !== null;
const oldestEventMs = 7 * 86_400_000;

export function openGraph(clock: Pick<LocalClock, 'now'>): Graph {
  const leads = new Map<string, GraphLead & { readonly createdMs: number }>();
  const events = new Map<string, ToldEvent>();
  let fate: PlatformFate = 'answers';

  const shown = (lead: GraphLead & { readonly createdMs: number }) => ({
    id: lead.id,
    created_time: new Date(lead.createdMs).toISOString().replace(/\.\d+Z$/, '+0000'),
    form_id: lead.formId,
    ...(lead.adId && { ad_id: lead.adId }),
    ...(lead.campaignName && { campaign_name: lead.campaignName }),
    platform: 'fb',
    is_organic: lead.adId === undefined,
    field_data: Object.entries(lead.answers).map(([name, values]) => ({ name, values })),
    ...(lead.boxes && {
      custom_disclaimer_responses: Object.entries(lead.boxes).map(([key, isTicked]) => ({
        checkbox_key: key,
        is_checked: isTicked ? '1' : '',
      })),
    }),
  });

  /** A page of a list; the cursor is the place of its last. */
  function pageOf(rows: readonly unknown[], query: URLSearchParams): PlatformAnswer {
    const limit = Number(query.get('limit') ?? 25);
    const from = Number(query.get('after') ?? 0);
    const data = rows.slice(from, from + limit);
    const after = String(from + data.length);
    const isMore = from + data.length < rows.length;
    return json(200, {
      data,
      paging: { cursors: { before: String(from), after }, ...(isMore && { next: `https://graph.facebook.com/next?after=${after}` }) },
    });
  }

  /** All of a call, or none of it: https://developers.facebook.com/docs/marketing-api/conversions-api/using-the-api */
  function takeEvents(body: string): PlatformAnswer {
    // Ids are numbers on the way, and texts here.
    const read: unknown = JSON.parse(body.replaceAll(/"lead_id":(\d{15,17})(?=[,}])/g, '"lead_id":"$1"'));
    const data = isObject(read) && Array.isArray(read.data) ? read.data.filter(isObject) : [];
    const isBad = ({ event_name: name, event_time: at, action_source: source, user_data: of }: ToldEvent): boolean =>
      typeof name !== 'string' ||
      typeof at !== 'number' ||
      source !== 'system_generated' ||
      at * 1_000 < clock.now() - oldestEventMs ||
      !isObject(of) ||
      Object.keys(of).length === 0 ||
      String(of.fbc ?? '').includes(' ');
    if (data.length === 0 || data.length > 1_000 || data.some(isBad)) return fault(400, 100, 'Invalid parameter', 2_804_050);
    for (const event of data) events.set(`${event.event_name} ${event.event_id}`, event);
    return json(200, { events_received: data.length, messages: [], fbtrace_id: 'AbC' });
  }

  return {
    answer({ method, path, query, headers, body }) {
      const [, , id = '', edge] = path.split('/');
      if (!/^Bearer \S+$/.test(headers.authorization ?? '')) return fault(400, 104, 'An access token is required');
      if (fate !== 'answers') return fates[fate];
      if (method === 'POST' && edge === 'events') return takeEvents(body);
      if (method !== 'GET') return fault(400, 100, 'Unsupported request');
      const all = [...leads.values()];
      if (edge === 'leadgen_forms') {
        const forms = new Set(all.filter(({ pageId }) => pageId === id).map(({ formId }) => formId));
        return pageOf(
          [...forms].map((formId) => ({ id: formId })),
          query,
        );
      }
      if (edge === 'leads') {
        const since = Number(/"value":\s*(\d+)/.exec(query.get('filtering') ?? '')?.[1] ?? 0) * 1_000;
        const found = all.filter(({ formId, createdMs }) => formId === id && createdMs > since);
        return pageOf(found.sort((one, other) => other.createdMs - one.createdMs).map(shown), query);
      }
      const lead = leads.get(id);
      return lead ? json(200, shown(lead)) : fault(400, 100, `Unsupported get request. Object with ID '${id}' does not exist`, 33);
    },
    told: () => [...events.values()],
    add: (lead) => void leads.set(lead.id, { ...lead, createdMs: clock.now() }),
    setFate: (next) => {
      fate = next;
    },
    clear() {
      leads.clear();
      events.clear();
      fate = 'answers';
    },
  };
}
