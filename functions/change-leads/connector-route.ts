import { previewConnectorRoute } from '../../api/connectors/preview-connector.ts';
import { previewConnector } from '../../shared/connectors/index.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { ChangeParts } from './app.ts';

/** Foresees what posts of a connector would come to; here, because it reads whom they would find. */
export function connectorRoute(parts: ChangeParts, log: Log): ServedRoute {
  return on(previewConnectorRoute, async ({ principal, params: { connectorId }, body: { mapping } }) =>
    found(await previewConnector(connectorId, mapping, principal, { ...parts, log })),
  );
}
