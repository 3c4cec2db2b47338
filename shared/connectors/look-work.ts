import { z } from 'zod';
import { addMs, isoTime, minutesMs } from '../platform/clock.ts';
import { SourceId } from '../platform/ids.ts';
import { ConditionFailedError, type PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { type ConnectorConfig, connectorKind } from './connector-config.ts';
import { askForForms } from './meta/follow-look.ts';
import { graphVersionOf } from './meta/taker.ts';
import { PlatformId } from './platform-lead.ts';

const lookRequest = {
  kind: 'lookAtConnector' as const,
  schema: z.object({ connectorId: SourceId, round: z.iso.datetime() }),
};

/** Deliveries of Meta get lost; a look that is a quarter of an hour late is soon enough for a person who waits for a call. */
const everyMs = 15 * minutesMs;

/** Returns the timer of the next look. Looks stand at quarters of an hour, so that set twice it is one timer. */
export function putNextLook(connectorId: SourceId, now: Date): PutWrite {
  const round = isoTime(addMs(new Date(Math.floor(now.getTime() / everyMs) * everyMs), everyMs));
  const { body, groupId } = askFor(lookRequest, { connectorId, round });
  return putTimer({ timerId: timerIdFor('lookAtConnector', connectorId), dueAt: round, queue: 'work', groupId, message: body });
}

/** Whether its platform can be asked what nobody told of. */
const canLook = ({ type, settings }: ConnectorConfig): boolean => type === 'meta' && PlatformId.safeParse(settings.pageId).success;

/** Sets the next look at each connector that can be looked at; for every deployment and publication. */
export async function beginLooks(
  connectors: Iterable<ConnectorConfig>,
  { table, clock }: Pick<WorkParts, 'table' | 'clock'>,
): Promise<void> {
  for (const connector of connectors) if (canLook(connector)) await table.put(putNextLook(connector.id, clock()).Put);
}

/** Asks a platform which leads it has that no delivery told of, and sets the next look. */
export const lookAtConnectorWork = defineWork({
  kind: lookRequest.kind,
  schema: lookRequest.schema,
  async run({ connectorId, round }, { table, config, clock }) {
    const connector = (await config.current(connectorKind)).documents.get(connectorId);
    // Its publication begins it anew.
    if (!connector || !canLook(connector)) return;
    // Before anything is asked: whatever becomes of this look, there is another.
    await table.put(putNextLook(connectorId, clock()).Put);
    const pageId = connector.settings.pageId ?? '';
    try {
      await table.put(askForForms({ connectorId, graphVersion: graphVersionOf(connector), pageId, round }, null, clock()).Put);
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
    }
  },
});
