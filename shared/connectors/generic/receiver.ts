import { createHash, createHmac } from 'node:crypto';
import { sameSecret } from '../../platform/secrets.ts';
import type { Inbound, Known, Read, Receiver } from '../connector-type.ts';
import { isToken } from '../token.ts';

/**
 * Landing builders, shops and automations: JSON or the pairs of a form, known by a token in the address or in a header. WooCommerce signs with the
 * token in place of showing it.
 */
export const genericReceiver: Receiver = {
  secrets: [],
  read(inbound, known): Read {
    if (!isKnown(inbound, known)) return { kind: 'refused', reason: 'wrongToken' };
    const { body, headers } = inbound;
    const contentType = headers['content-type'] ?? '';
    if (body.toString('utf8').trim() === '') return { kind: 'unreadable', reason: 'empty' };
    // What cannot be read is kept like the rest, so that somebody sees in the samples what the builder sends.
    // Named by what it says: nothing else tells a repeat from something new.
    const id = createHash('sha256').update(body).digest('base64url');
    return { kind: 'arrivals', arrivals: [{ id, content: body, contentType }] };
  },
};

function isKnown({ query, headers, body }: Inbound, { tokens }: Known): boolean {
  const signature = headers['x-wc-webhook-signature'];
  if (signature !== undefined)
    return tokens.map((token) => sameSecret(signature, createHmac('sha256', token).update(body).digest('base64'))).includes(true);
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1];
  return [query.token, headers['x-pheu-token'], bearer].some((text) => isToken(text, tokens));
}
