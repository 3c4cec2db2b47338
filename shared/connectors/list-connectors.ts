import type { ConnectorListView } from '../../api/connectors/connector-view.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Table } from '../platform/table.ts';
import { type ConnectorConfig, connectorKind } from './connector-config.ts';
import { signerOf } from './rules-signers.ts';
import { readState } from './state.ts';
import { tokenOf } from './token.ts';

export interface ListConnectorsParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly tokenKey: string;
}

/** Lists the connectors with what each platform has to be given, and what it told so far. */
export async function listConnectors({ table, config, tokenKey }: ListConnectorsParts): Promise<ConnectorListView> {
  const { documents } = await config.current(connectorKind);
  return { connectors: await Promise.all([...documents.values()].map((connector) => listedConnector(connector, { table, tokenKey }))) };
}

/** Says of one connector what its platform has to be given, and what it told so far. */
export async function listedConnector(
  { id, type, name, kind, isApproved, tokenVersion, settings }: ConnectorConfig,
  { table, tokenKey }: Pick<ListConnectorsParts, 'table' | 'tokenKey'>,
): Promise<ConnectorListView['connectors'][number]> {
  const { lastAt, lastFailure, ...counts } = await readState(table, id);
  const token = tokenOf({ id, tokenVersion }, tokenKey);
  // Whoever signs needs no token in the address, where it could be read by others; of TikTok nobody knows whether it does.
  const isShown = type === 'tiktok' || (type === 'generic' && !signerOf({ settings }));
  const path = isShown ? `/v1/inbound/${id}?token=${token}` : `/v1/inbound/${id}`;
  return { id, type, name, kind, isApproved, path, token, counts, lastAt, lastFailure };
}
