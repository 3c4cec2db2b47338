import type { ConnectorListView } from '../../api/connectors/list-connectors.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Table } from '../platform/table.ts';
import { connectorKind } from './connector-config.ts';
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
  const connectors = await Promise.all(
    [...documents.values()].map(async ({ id, type, name, kind, isApproved, tokenVersion }) => {
      const { lastAt, lastFailure, ...counts } = await readState(table, id);
      const token = tokenOf({ id, tokenVersion }, tokenKey);
      const path = type === 'generic' ? `/v1/inbound/${id}?token=${token}` : `/v1/inbound/${id}`;
      return { id, type, name, kind, isApproved, path, token, counts, lastAt, lastFailure };
    }),
  );
  return { connectors };
}
