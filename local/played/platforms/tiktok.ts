import type { LocalClock } from 'local-cloud';
import { json, type PlatformAnswer, type PlatformFate, type PlatformRequest } from './request.ts';

/** A lead of a form, as TikTok has it. */
export interface TikTokLead {
  readonly id: string;
  readonly pageId: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly campaignName?: string;
}

/** The Business API of TikTok as far as leads of forms need it. */
export interface TikTok {
  answer(request: PlatformRequest): PlatformAnswer;
  add(lead: TikTokLead): void;
  setFate(fate: PlatformFate): void;
  clear(): void;
}

const said = (code: number, message: string, data: unknown = {}): PlatformAnswer =>
  json(200, { code, message, request_id: '20260000', data });
const fates: Readonly<Record<Exclude<PlatformFate, 'answers'>, PlatformAnswer>> = {
  away: json(502, { message: 'Bad Gateway' }),
  tooMany: said(40_100, 'Too many requests. Please retry in some time.'),
  tokenRefused: said(40_105, 'Access token is incorrect or has been revoked.'),
};

export function openTikTok(clock: Pick<LocalClock, 'now'>): TikTok {
  const leads = new Map<string, TikTokLead & { readonly createdMs: number }>();
  let fate: PlatformFate = 'answers';
  return {
    answer({ path, query, headers }) {
      if (!headers['access-token']) return said(40_104, 'Access token is empty.');
      if (fate !== 'answers') return fates[fate];
      if (path !== '/open_api/v1.3/lead/get/') return { status: 404, body: 'Not Found' };
      if (!query.get('advertiser_id')) return said(40_002, 'advertiser_id: Missing data for required field.');
      const lead = leads.get(query.get('lead_id') ?? '');
      if (!lead || lead.pageId !== query.get('page_id')) return said(40_002, 'The lead does not exist.');
      const { id, pageId, answers, campaignName, createdMs } = lead;
      const created = new Date(createdMs).toISOString().slice(0, 19).replace('T', ' ');
      const meta = {
        lead_id: id,
        page_id: pageId,
        create_time: created,
        lead_source: 'INSTANT_FORM',
        ...(campaignName && { campaign_name: campaignName }),
      };
      return said(0, 'OK', { lead_data: answers, meta_data: meta });
    },
    add: (lead) => void leads.set(lead.id, { ...lead, createdMs: clock.now() }),
    setFate: (next) => {
      fate = next;
    },
    clear() {
      leads.clear();
      fate = 'answers';
    },
  };
}
