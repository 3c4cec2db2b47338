import { createHash, createHmac } from 'node:crypto';
import { sameSecret } from '../../platform/secrets.ts';
import type { Inbound, Known, Read, Receiver } from '../connector-type.ts';
import { answerVerification } from '../meta/verification.ts';
import { signerOf, signers, signingSecret } from '../rules-signers.ts';
import { isToken } from '../token.ts';
import { splitBody } from './rules-split.ts';

/**
 * Landing builders, shops and automations: JSON or the pairs of a form, known by a token in the address or in a header. Shops that sign are known by
 * their signature alone, where the settings say who signs; WooCommerce may sign with the token in place of showing it.
 */
export const genericReceiver: Receiver = {
  secrets: (connector) => (signerOf(connector) ? [signingSecret] : []),
  verify({ query }, { connector, tokens }) {
    // Haravan asks as Meta does; what was agreed is the connector's own token.
    if (signerOf(connector) !== 'haravan') return null;
    const body = tokens.map((token) => answerVerification(query, token)).find((challenge) => challenge !== null);
    return body === undefined || body === null ? null : { status: 200, contentType: 'text/plain', body };
  },
  read(inbound, known): Read {
    const refusal = refusalOf(inbound, known);
    if (refusal !== null) return { kind: 'refused', reason: refusal };
    const { body, headers } = inbound;
    const contentType = headers['content-type'] ?? '';
    const text = body.toString('utf8');
    if (text.trim() === '') return { kind: 'unreadable', reason: 'empty' };
    const entries = splitBody(contentType, text);
    const isTest = /^true$/i.test(headers['x-haravan-test'] ?? '');
    if (entries) return { kind: 'arrivals', arrivals: entries.map((content) => ({ ...arrivalOf(content, 'application/json'), isTest })) };
    // What cannot be read is kept like the rest, so that somebody sees in the samples what the builder sends.
    return { kind: 'arrivals', arrivals: [{ ...arrivalOf(body, contentType), isTest }] };
  },
};

/** Named by what it says: nothing else tells a repeat from something new. */
function arrivalOf(content: Uint8Array, contentType: string) {
  return { id: createHash('sha256').update(content).digest('base64url'), content, contentType };
}

/** Returns why a request is not who it says; null: it is. */
function refusalOf({ query, headers, body }: Inbound, { connector, tokens, secrets }: Known): string | null {
  const isSigned = (signature: string, key: string) => sameSecret(signature, createHmac('sha256', key).update(body).digest('base64'));
  const signer = signerOf(connector);
  if (signer) {
    const signature = headers[signers[signer]];
    if (signature === undefined) return 'noSignature';
    return isSigned(signature.trim(), secrets[signingSecret] ?? '') ? null : 'wrongSignature';
  }
  const signature = headers[signers.woocommerce];
  if (signature !== undefined) return tokens.map((token) => isSigned(signature, token)).includes(true) ? null : 'wrongToken';
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1];
  return [query.token, headers['x-pheu-token'], bearer].some((text) => isToken(text, tokens)) ? null : 'wrongToken';
}
