import { createHmac } from 'node:crypto';
import type { WebhookId } from '../platform/ids.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * Returns a secret of an endpoint, as Standard Webhooks spells it. It follows from the key of the deployment, so that no secret lies in the
 * table, and whoever reads the table can sign nothing.
 */
export function secretOf(key: string, webhookId: WebhookId, generation: number): string {
  const bytes = createHmac('sha256', key).update(`${webhookId}/${generation}`).digest('base64');
  return `whsec_${bytes}`;
}

/** Returns the generations of secrets that sign at a moment: while one is exchanged both do. */
export function signingGenerations({ secrets }: Pick<Endpoint, 'secrets'>, at: Date): number[] {
  return secrets.filter(({ endsAt }) => endsAt === null || Date.parse(endsAt) > at.getTime()).map(({ generation }) => generation);
}
