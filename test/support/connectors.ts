import type { z } from 'zod';
import { WorkMessage } from '../../events/index.ts';
import { Submission } from '../../shared/capture/index.ts';
import { ConnectorConfig, connectorKind } from '../../shared/connectors/connector-config.ts';
import { type Inbound, type Received, type ReceiveParts, receive } from '../../shared/connectors/index.ts';
import { releaseConnectorsWork } from '../../shared/connectors/release-work.ts';
import { releaseAfterPublication } from '../../shared/connectors/take-request.ts';
import { takeDeliveryWork } from '../../shared/connectors/take-work.ts';
import { tokenOf } from '../../shared/connectors/token.ts';
import { refOf } from '../../shared/platform/ids.ts';
import type { Queue } from '../../shared/platform/queues.ts';
import type { Table } from '../../shared/platform/table.ts';
import { doWork, type WorkKind, type WorkParts } from '../../shared/work/index.ts';
import type { World } from './lead-world/world.ts';
import { unheardQueue } from './queues.ts';

export const connectorKey = 'key-of-the-tests';

type Given = Omit<z.input<typeof ConnectorConfig>, 'name'>;

/** What platforms post to, and what becomes of it, in a world. */
export function connectingOf(world: World, ...given: readonly Given[]) {
  const { assign, score } = world.parts;
  const waiting: { readonly body: unknown }[] = [];
  const work: Queue = {
    send: async (message) => void waiting.push(message),
    sendAll: async (messages) => void waiting.push(...messages),
  };
  const publish = (...connectors: readonly Given[]) => {
    world.config.add(
      connectorKind,
      connectors.map((one) => ConnectorConfig.parse({ name: one.id, ...one })),
    );
  };
  publish(...given);
  const secrets = new Map<string, string>();
  const refusals = new Map<string, number>();
  const parts: ReceiveParts = {
    table: world.table,
    config: world.config,
    clock: world.parts.clock,
    work,
    tokenKey: connectorKey,
    secret: async (name) => secrets.get(name),
    log: world.parts.log,
    refusals,
  };
  const tokenFor = (id: string, tokenVersion = 1): string => tokenOf({ id: id as ConnectorConfig['id'], tokenVersion }, connectorKey);
  const workParts = (table: Table = world.table, through: Queue = work): WorkParts => ({
    ...world.parts,
    table,
    queues: { assign, score, work: through, notice: unheardQueue, mail: unheardQueue },
  });
  return {
    publish,
    secrets,
    tokenFor,
    workParts,
    parts,
    work,
    takeWaiting: () => waiting.splice(0),
    wait: (messages: readonly { readonly body: unknown }[]) => void waiting.push(...messages),
    /** Posts to a connector as a platform does. */
    async post(
      id: string,
      body: string | Buffer | object,
      more: Partial<Inbound> = {},
      through: Partial<ReceiveParts> = {},
    ): Promise<Received> {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      const inbound: Inbound = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        query: { token: tokenFor(id) },
        body: bytes,
        at: world.parts.clock(),
        ...more,
      };
      return receive(id, inbound, { ...parts, ...through });
    },
    /** Does one message of work, over a table that may die. */
    doOne: (body: unknown, table: Table) => doWork(WorkMessage.parse(body), [takeDeliveryWork, releaseConnectorsWork], workParts(table)),
    /** Does all that is asked of work, and has intake take in what came of it, as the stream does. */
    async runWork(kinds: readonly WorkKind[] = []): Promise<void> {
      for (let next = waiting.shift(); next; next = waiting.shift())
        await doWork(WorkMessage.parse(next.body), [takeDeliveryWork, releaseConnectorsWork, ...kinds], workParts());
      for (const item of world.itemsOf('SUBMISSION#connector').filter(({ sk }) => sk === 'RAW'))
        await world.takeIn(refOf(Submission.parse(item)));
    },
    /** Has what waits for approved connectors released, as their publication does. */
    askForRelease: () => void waiting.push(releaseAfterPublication(0)),
    async release(): Promise<void> {
      waiting.push(releaseAfterPublication(0));
      await this.runWork();
    },
    deliveries: () => world.itemsOf('CONNECTOR#').filter(({ sk }) => String(sk).startsWith('DELIVERY#')),
    submissions: () => world.itemsOf('SUBMISSION#connector').filter(({ sk }) => sk === 'RAW'),
    outcomes: () => world.itemsOf('SUBMISSION#connector').filter(({ sk }) => sk === 'OUTCOME'),
    timers: () => world.itemsOf('DUE#'),
  };
}
