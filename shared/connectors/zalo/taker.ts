import type { Taker } from '../connector-type.ts';
import { contentOf, toldOfLead } from '../platform-content.ts';

const targets: Readonly<Record<string, string>> = {
  fullName: 'fullName',
  phone: 'phone',
  province: 'province',
  message: 'message',
  address: 'keep',
  district: 'keep',
  ward: 'keep',
};

/** Somebody who said on Zalo how to reach them. */
export const zaloTaker: Taker = {
  take(delivery, connector) {
    const content = contentOf(delivery);
    if (content?.is !== 'lead') return { kind: 'failed', reason: 'noLead' };
    return { kind: 'told', told: toldOfLead(content.lead, connector, targets), isTest: content.lead.isTest };
  },
};
