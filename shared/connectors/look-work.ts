import { z } from 'zod';
import { askOnce } from '../calls/index.ts';
import { addMs, hoursMs, isoTime, minutesMs } from '../platform/clock.ts';
import { SourceId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { type ConnectorConfig, connectorKind } from './connector-config.ts';
import { askForForms } from './meta/follow-look.ts';
import { graphVersionOf } from './meta/taker.ts';
import { PlatformId } from './platform-lead.ts';
import { lookAtPeople } from './zalo/follow-people.ts';
import { askForTokens } from './zalo/refresh-tokens.ts';

const lookRequest = {
  kind: 'lookAtConnector' as const,
  schema: z.object({ connectorId: SourceId, round: z.iso.datetime() }),
};

/**
 * Deliveries of Meta get lost; a look that is a quarter of an hour late is soon enough for a person who waits for a call. Zalo tries its own again for
 * half a day, and a pair of tokens lasts for one.
 */
const everyMs = { meta: 15 * minutesMs, zalo: 6 * hoursMs } as const;

/** Returns the timer of the next look. Looks stand at quarters of an hour, or of a day, so that set twice it is one timer. */
export function putNextLook(connectorId: SourceId, type: keyof typeof everyMs, now: Date): PutWrite {
  const every = everyMs[type];
  const round = isoTime(addMs(new Date(Math.floor(now.getTime() / every) * every), every));
  const { body, groupId } = askFor(lookRequest, { connectorId, round });
  return putTimer({ timerId: timerIdFor('lookAtConnector', connectorId), dueAt: round, queue: 'work', groupId, message: body });
}

/** Of the platforms that can be asked what nobody told of; Zalo where its app was given a right to ask, as `asks` of the settings says. Null: none. */
function lookedAt({ type, settings }: ConnectorConfig): keyof typeof everyMs | null {
  if (type === 'zalo') return settings.asks === 'true' && PlatformId.safeParse(settings.appId).success ? 'zalo' : null;
  return type === 'meta' && PlatformId.safeParse(settings.pageId).success ? 'meta' : null;
}

/** Sets the next look at each connector that can be looked at; for every publication. */
export async function beginLooks(
  connectors: Iterable<ConnectorConfig>,
  { table, clock }: Pick<WorkParts, 'table' | 'clock'>,
): Promise<void> {
  for (const connector of connectors) {
    const type = lookedAt(connector);
    if (type) await table.put(putNextLook(connector.id, type, clock()).Put);
  }
}

/** Asks a platform which leads it has that no delivery told of, and sets the next look. */
export const lookAtConnectorWork = defineWork({
  kind: 'lookAtConnector' satisfies typeof lookRequest.kind,
  schema: lookRequest.schema,
  async run({ connectorId, round }, { table, config, clock }) {
    const connector = (await config.current(connectorKind)).documents.get(connectorId);
    const type = connector ? lookedAt(connector) : null;
    // Its publication begins it anew.
    if (!connector || !type) return;
    // Before anything is asked: whatever becomes of this look, there is another.
    await table.put(putNextLook(connectorId, type, clock()).Put);
    const { pageId = '', appId = '', oaId = '' } = connector.settings;
    if (type === 'zalo') {
      await askForTokens({ connectorId, appId }, { table, clock });
      return await lookAtPeople({ connectorId, round: round.slice(0, 'yyyy-mm-dd'.length), appId, oaId, offset: 0 }, { table, clock });
    }
    await askOnce(askForForms({ connectorId, graphVersion: graphVersionOf(connector), pageId, round }, null, clock()), table);
  },
});
