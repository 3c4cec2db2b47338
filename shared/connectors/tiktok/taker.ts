import { askForCall, callIdFor } from '../../calls/index.ts';
import type { Taker } from '../connector-type.ts';
import { contentOf, toldOfLead } from '../platform-content.ts';
import { PlatformId } from '../platform-lead.ts';
import { tikTokLeadCall } from './business-api.ts';

/** What TikTok calls its own questions; others are read by their words. */
const targets: Readonly<Record<string, string>> = {
  Name: 'fullName',
  'Full name': 'fullName',
  'First name': 'givenName',
  'Last name': 'familyName',
  Email: 'email',
  'Phone number': 'phone',
  Phone: 'phone',
  'Province/State': 'province',
  City: 'province',
  'Company name': 'company',
  'Job title': 'title',
  campaignName: 'campaign',
};

/** A lead of a form of TikTok: told of by its id, and asked for. */
export const tikTokTaker: Taker = {
  take(delivery, connector, at) {
    const content = contentOf(delivery);
    if (!content) return { kind: 'failed', reason: 'unreadable' };
    if (content.is === 'lead') return { kind: 'told', told: toldOfLead(content.lead, connector, targets), isTest: content.lead.isTest };
    const advertiserId = PlatformId.safeParse(connector.settings.advertiserId);
    if (!advertiserId.success) return { kind: 'failed', reason: 'noAdvertiser' };
    const { connectorId, deliveryId } = delivery;
    const call = askForCall(tikTokLeadCall, {
      callId: callIdFor('tikTokLead', connectorId, deliveryId, String(delivery.version)),
      endpoint: connectorId,
      request: { connectorId, leadId: content.leadId, pageId: content.ids.pageId ?? null, advertiserId: advertiserId.data },
      at,
      about: { connectorId, deliveryId },
    });
    return { kind: 'fetch', call };
  },
};
