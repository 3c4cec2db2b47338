import { askForCall, callIdFor } from '../../calls/index.ts';
import type { ConnectorConfig } from '../connector-config.ts';
import type { Taker } from '../connector-type.ts';
import { contentOf, toldOfLead } from '../platform-content.ts';
import { GraphVersion, metaLeadCall, usualGraphVersion } from './graph.ts';

/** What Meta's own questions are; others are read by their words. https://developers.facebook.com/docs/marketing-api/guides/lead-ads/create */
const targets: Readonly<Record<string, string>> = {
  full_name: 'fullName',
  first_name: 'givenName',
  last_name: 'familyName',
  email: 'email',
  work_email: 'email',
  phone_number: 'phone',
  work_phone_number: 'phone',
  city: 'province',
  state: 'province',
  province: 'province',
  company_name: 'company',
  job_title: 'title',
  campaignName: 'campaign',
};

export const graphVersionOf = ({ settings }: ConnectorConfig): string => GraphVersion.catch(usualGraphVersion).parse(settings.graphVersion);

/** A lead of a form of Meta: told of by its id, and asked for. */
export const metaTaker: Taker = {
  take(delivery, connector, at) {
    const content = contentOf(delivery);
    if (!content) return { kind: 'failed', reason: 'unreadable' };
    if (content.is === 'lead') return { kind: 'told', told: toldOfLead(content.lead, connector, targets), isTest: content.lead.isTest };
    const { connectorId, deliveryId } = delivery;
    const call = askForCall(metaLeadCall, {
      // A delivery that is fetched once more, because somebody gave it another try, is another call.
      callId: callIdFor('metaLead', connectorId, deliveryId, String(delivery.version)),
      endpoint: connectorId,
      request: { connectorId, graphVersion: graphVersionOf(connector), leadId: content.leadId },
      at,
      about: { connectorId, deliveryId },
    });
    return { kind: 'fetch', call };
  },
};
