import { approveConnectorRoute, changeConnectorTokenRoute } from '../../api/connectors/change-connector.ts';
import type { ConnectorChangedView } from '../../api/connectors/connector-view.ts';
import type { Principal } from '../../shared/access/index.ts';
import { readStored } from '../../shared/config/index.ts';
import { publishConfig } from '../../shared/config-registry/index.ts';
import { ConnectorConfig, connectorKind } from '../../shared/connectors/connector-config.ts';
import { type ConnectorChange, changedConnector } from '../../shared/connectors/index.ts';
import { type Answer, found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import type { EditParts } from './app.ts';

type Keep = (answer: Answer<ConnectorChangedView>) => readonly WriteItem[];

/** Changes of one connector; each is a publication of all of them, checked and on record as any. */
export function connectorRoutes(parts: EditParts, log: Log): ServedRoute[] {
  const publishChange =
    (principal: Principal, connectorId: string, ifMatch: string | undefined, change: ConnectorChange) => async (keep: Keep) => {
      const { documents } = await readStored(parts.table, connectorKind, null);
      const connector = documents.find(({ id }) => id === connectorId);
      if (!connector) throw new NotFoundError('no such connector');
      const changed = changedConnector(ConnectorConfig.parse(connector), change);
      const answerOf = (version: number) => {
        const { isApproved, tokenVersion, acceptsPreviousToken } = changed;
        return found({ connectorId, isApproved, tokenVersion, acceptsPreviousToken, version }, { etag: `"${version}"` });
      };
      const edit = {
        documents: documents.map((one) => (one === connector ? changed : one)),
        expectedVersion: versionOf(ifMatch),
        isCheck: false,
      };
      const { version } = await publishConfig(parts, principal, connectorKind.name, edit, (next) => keep(answerOf(next.version)));
      log.info('connector changed', { userId: principal.userId, connectorId, change: change.is, version });
      return answerOf(version);
    };
  const own = { ...parts, log };
  return [
    on(approveConnectorRoute, (request) => {
      const { principal, params, headers, body } = request;
      const change = publishChange(principal, params.connectorId, headers['If-Match'], { is: 'approve', mapping: body.mapping });
      return once(request, { change }, own);
    }),
    on(changeConnectorTokenRoute, (request) => {
      const { principal, params, headers, body } = request;
      return once(request, { change: publishChange(principal, params.connectorId, headers['If-Match'], { is: body.act }) }, own);
    }),
  ];
}
