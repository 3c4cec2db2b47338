import type { ConversionListView } from '../../api/connectors/conversion-view.ts';
import type { ConversionQuery } from '../../api/connectors/list-conversions.ts';
import type { ConfigReader } from '../config/index.ts';
import { connectorKind } from '../connectors/connector-config.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { Table } from '../platform/table.ts';
import { isOpen, listConversions } from './conversion.ts';

export interface ShowConversionsParts {
  readonly table: Pick<Table, 'query' | 'batchGet'>;
  readonly config: ConfigReader;
}

/** Shows what the platform of a connector is to be told, or was, row by row. @throws NotFoundError */
export async function showConversions(
  connectorId: string,
  { state, limit, cursor }: ConversionQuery,
  { table, config }: ShowConversionsParts,
): Promise<ConversionListView> {
  const connector = (await config.current(connectorKind)).documents.get(connectorId);
  if (!connector) throw new NotFoundError('no such connector');
  const { conversions, next } = await listConversions(table, connector.id, { open: state === 'open', after: cursor ?? null, limit });
  return {
    isOn: connector.conversions !== undefined,
    conversions: conversions.map((conversion) => {
      const { leadId, stage, at, reason, value, tries, dueAt, endedAt } = conversion;
      return { leadId, stage, at, state: conversion.state, reason, value, tries, dueAt: isOpen(conversion) ? dueAt : null, endedAt };
    }),
    nextCursor: next,
  };
}
