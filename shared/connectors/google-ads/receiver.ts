import { z } from 'zod';
import type { Read, Receiver } from '../connector-type.ts';
import { parseExactly } from '../rules-exact-json.ts';
import { isToken } from '../token.ts';

/** Numbers that JavaScript cannot hold are texts here already. */
const Id = z.union([z.string().min(1).max(200), z.number()]).transform(String);

const Lead = z.looseObject({ lead_id: Id, google_key: z.string().max(200), is_test: z.boolean().optional() });

/**
 * The webhook of lead forms of Google Ads. It carries no signature: who posts is known by `google_key`, which is the connector's token.
 * Source: developers.google.com/google-ads/webhook/docs/implementation.
 */
export const googleAdsReceiver: Receiver = {
  secrets: () => [],
  read({ body }, { tokens }): Read {
    let read: unknown;
    try {
      read = parseExactly(body.toString('utf8'));
    } catch {
      return { kind: 'unreadable', reason: 'notJson' };
    }
    const key = z.looseObject({ google_key: z.string() }).safeParse(read).data?.google_key;
    if (!isToken(key, tokens)) return { kind: 'refused', reason: 'wrongKey' };
    const lead = Lead.safeParse(read);
    if (!lead.success) return { kind: 'unreadable', reason: 'noLead' };
    const { google_key: _known, ...rest } = lead.data;
    const isTest = lead.data.is_test === true;
    // What is kept has no key in it. A test may bear the id of another.
    const content = Buffer.from(JSON.stringify(rest));
    const id = `${isTest ? 'test' : 'lead'}/${lead.data.lead_id}`;
    return { kind: 'arrivals', arrivals: [{ id, content, contentType: 'application/json', isTest }] };
  },
};
