import type { Inbound, Known, Read, Receiver } from '../connector-type.ts';
import { arrivalOf } from '../platform-content.ts';
import { isToken } from '../token.ts';
import { readTikTokDelivery } from './lead.ts';
import { judgeTikTokSignature } from './signature.ts';

/**
 * Lead forms of TikTok. Whether its deliveries of leads are signed is said in two ways: a signature has to be right, and where there is none the
 * address has to have its token. What is told is a signal; the lead is asked for.
 */
export const tikTokReceiver: Receiver = {
  secrets: () => ['client-secret'],
  read({ body, headers, query, at }: Inbound, { secrets, tokens }: Known): Read {
    const signature = judgeTikTokSignature(body, headers['tiktok-signature'], secrets['client-secret'] ?? '');
    if (signature === 'wrong') return { kind: 'refused', reason: 'wrongSignature' };
    if (signature === 'absent' && !isToken(query.token, tokens)) return { kind: 'refused', reason: 'wrongToken' };
    const leads = readTikTokDelivery(body, at);
    if (!leads) return { kind: 'unreadable', reason: 'noDelivery' };
    const arrivals = leads.map((lead) =>
      arrivalOf({ is: 'reference', leadId: lead.leadId, ids: lead.origin, said: { lead, isSigned: signature === 'valid' } }),
    );
    return { kind: 'arrivals', arrivals };
  },
};
