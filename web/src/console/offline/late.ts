import type { keepLateActRoute } from '../../../../api/late-acts/keep-late-act.ts';
import { type RequestOf, routeCall } from '../api/index.ts';
import type { KeptAct } from './outbox.ts';

export const keepLateAct = routeCall<typeof keepLateActRoute>('POST', '/v1/leads/{leadId}/late-acts');

/** The acts that are kept for the leader, by their routes. */
const kinds: Readonly<Record<string, 'call' | 'note'>> = { '/v1/leads/{leadId}/calls': 'call', '/v1/leads/{leadId}/notes': 'note' };

/** Returns what has an act kept for whoever answers for the lead, under the key of the act; null: it is none of those. */
export function keptForLeader({ id, path, request }: KeptAct, notedMs: number): RequestOf<typeof keepLateActRoute> | null {
  const is = kinds[path];
  if (is === undefined) return null;
  const { params, body } = request as { readonly params: { readonly leadId: string }; readonly body: object };
  // The body is what its own route takes, and the contract of this one takes the same.
  const act = { is, ...body } as RequestOf<typeof keepLateActRoute>['body']['act'];
  return { params, headers: { 'Idempotency-Key': id }, body: { notedAt: new Date(notedMs).toISOString(), act } } as RequestOf<
    typeof keepLateActRoute
  >;
}
