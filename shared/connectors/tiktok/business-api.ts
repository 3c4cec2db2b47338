import { z } from 'zod';
import { defineCall } from '../../calls/index.ts';
import { SourceId } from '../../platform/ids.ts';
import { PlatformId } from '../platform-lead.ts';
import { platformCallEnded } from '../platform-request.ts';
import { callSecret } from '../secret-names.ts';
import { readTikTokAnswer } from './lead.ts';

/** Asks TikTok for a lead. The documents do not show its id among what may be asked by: of another lead the answer counts for that one. */
export const tikTokLeadCall = defineCall({
  kind: 'tikTokLead',
  schema: z.object({ connectorId: SourceId, leadId: PlatformId, pageId: PlatformId.nullable(), advertiserId: PlatformId }),
  secretPlace: 'connectors',
  secretOf: ({ connectorId }) => callSecret(connectorId, 'access-token'),
  build: ({ leadId, pageId, advertiserId }, _attempt, token) => {
    const source = pageId === null ? { lead_source: 'DIRECT_MESSAGE' } : { lead_source: 'INSTANT_FORM', page_id: pageId };
    const query = new URLSearchParams({ advertiser_id: advertiserId, ...source, lead_id: leadId });
    return {
      method: 'GET',
      url: `https://business-api.tiktok.com/open_api/v1.3/lead/get/?${query}`,
      headers: { 'access-token': token.trim(), accept: 'application/json' },
      body: null,
    };
  },
  tells: platformCallEnded,
  answer: {
    longestBytes: 150_000,
    read: (body) => {
      const answer = readTikTokAnswer(body);
      return 'lead' in answer ? { leads: [answer.lead], code: 0 } : { leads: [], code: answer.code };
    },
  },
});

/** Codes of answers that will be another one later: too many requests, and faults of TikTok's own. */
export const isPassing = (code: number): boolean => code === 40_100 || code === 40_016 || (code >= 50_000 && code < 60_000);
/** Codes of a token that somebody has to renew. */
export const isTokenRefused = (code: number): boolean => code >= 40_101 && code <= 40_110;
