import type { ConnectorView } from '../../api/connectors/connector-view.ts';
import type { Principal } from '../access/index.ts';
import { readStored } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { ownTargets } from '../imports/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import { ConnectorConfig, connectorKind } from './connector-config.ts';
import { type ListConnectorsParts, listedConnector } from './list-connectors.ts';
import { readLooks } from './looks.ts';
import { readSamples, shownSample, textHider } from './samples.ts';
import { readingParts } from './take-work.ts';
import { readTokens } from './zalo/tokens.ts';

export interface ShowConnectorParts extends ListConnectorsParts {
  readonly clock: Clock;
}

/** Shows how a connector stands, with its last posts as its mapping reads them. @throws NotFoundError */
export async function showConnector(connectorId: string, principal: Principal, parts: ShowConnectorParts): Promise<ConnectorView> {
  // As it stands now: whoever approves sends the version that they saw.
  const { version, documents } = await readStored(parts.table, connectorKind, null);
  const found = documents.find(({ id }) => id === connectorId);
  if (!found) throw new NotFoundError('no such connector');
  const connector = ConnectorConfig.parse(found);
  const [listed, looks, tokens, samples, hide, { documents: fields }] = await Promise.all([
    listedConnector(connector, parts),
    readLooks(parts.table, connector.id),
    readTokens(parts.table, connector.id),
    readingParts(parts).then((reading) => readSamples(connector, reading, parts.table)),
    textHider(principal, parts.config),
    parts.config.current(fieldKind),
  ]);
  const { mapping, tokenVersion, acceptsPreviousToken } = connector;
  const own = [...fields.values()].map(({ id, labels }) => ({ target: `field:${id}`, labels }));
  return {
    ...listed,
    version,
    mapping,
    tokenVersion,
    acceptsPreviousToken,
    lastLookAt:
      Object.values(looks?.since ?? {})
        .sort()
        .at(-1) ?? null,
    tokenRefused: tokens?.refused ?? looks?.refused ?? null,
    targets: [...ownTargets.map((target) => ({ target })), ...own],
    samples: samples.map((sample) => {
      const { state, reason, isTest } = sample.delivery;
      return { ...shownSample(sample, hide), state, reason, isTest };
    }),
  };
}
