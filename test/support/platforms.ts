import { callKinds } from '../../functions/do-calls/kinds.ts';
import { playPlatforms } from '../../local/played/platforms/index.ts';
import { type CallParts, endMessage, makeCall, parseCall } from '../../shared/calls/index.ts';
import { followPlatformCallWork } from '../../shared/connectors/follow-call-work.ts';
import { lookAtConnectorWork } from '../../shared/connectors/look-work.ts';
import { metaSignature } from '../../shared/connectors/meta/signature.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { WorkKind } from '../../shared/work/index.ts';
import type { connectingOf } from './connectors.ts';
import type { World } from './lead-world/world.ts';
import { unheardQueue } from './queues.ts';

/** Work that goes on with what platforms answer. */
export const platformWork = [followPlatformCallWork, lookAtConnectorWork];

/** Platforms that connectors of a world are told by and ask. */
export function platformsOf(world: World, connecting: ReturnType<typeof connectingOf>, alsoWork: readonly WorkKind[] = []) {
  const platforms = playPlatforms({ now: () => world.parts.clock().getTime() });
  const told = new Set<string>();
  const secrets = new Map<string, string>();
  const callParts = (table: CallParts['table'] = world.table): CallParts => ({
    table,
    clock: world.parts.clock,
    ids: randomIds,
    calls: unheardQueue,
    secret: async (name, place) => (place === 'connectors' ? (connecting.secrets.get(name) ?? secrets.get(name)) : undefined),
    log: silentLog,
    async send({ method, url, headers, body }) {
      const asked = new URL(url);
      const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const answer = platforms.answer({ method, path: asked.pathname, query: asked.searchParams, headers: named, body: body ?? '' });
      return { status: answer.status, fault: null, retryAfterSeconds: null, body: answer.body };
    },
  });
  const calls = () => world.itemsOf(keys.callPrefix).map(parseCall);
  /** Makes each call that waits, and has its end told, as the stream does. @returns whether there was anything */
  async function runCalls(): Promise<boolean> {
    let isAny = false;
    for (const call of calls()) {
      if (call.state === 'waiting' && new Date(call.nextAttemptAt) <= world.parts.clock()) {
        isAny = true;
        await makeCall({ v: 1, kind: call.kind, callId: call.callId }, callKinds, callParts());
      }
    }
    for (const call of calls()) {
      const message = endMessage(call);
      if (!message || told.has(call.callId)) continue;
      told.add(call.callId);
      isAny = true;
      connecting.wait([message]);
    }
    return isAny;
  }
  return {
    ...platforms,
    secrets,
    calls,
    callParts,
    runCalls,
    /** Runs all that is asked of work and of platforms. */
    async settle(): Promise<void> {
      do await connecting.runWork([...platformWork, ...alsoWork]);
      while (await runCalls());
    },
    /** What a message says that Meta tells of leads by. */
    metaPost(...leads: readonly { readonly id: string; readonly formId: string; readonly pageId: string }[]) {
      const changes = leads.map(({ id, formId, pageId }) => ({
        field: 'leadgen',
        value: { leadgen_id: id, form_id: formId, page_id: pageId, created_time: 1 },
      }));
      return JSON.stringify({ object: 'page', entry: [{ id: leads[0]?.pageId, time: 1, changes }] });
    },
    signedByMeta: (body: string, secret = 'app-secret') => ({ headers: { 'x-hub-signature-256': metaSignature(body, secret) }, query: {} }),
  };
}
