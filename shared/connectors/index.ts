export { type ConnectorConfig, connectorKind } from './connector-config.ts';
export type { Inbound, Receiver, Taker } from './connector-type.ts';
export { Delivery, deliveryIdOf, fetchedType, keepArrival, readDelivery, textOfDelivery } from './delivery.ts';
export { type ListConnectorsParts, listConnectors } from './list-connectors.ts';
export { previewConnector } from './preview-connector.ts';
export { type Received, type ReceiveParts, receive } from './receive.ts';
export { type ConnectorChange, changedConnector } from './rules-change.ts';
export { type ShowConnectorParts, showConnector } from './show-connector.ts';
export { releaseAfterPublication } from './take-request.ts';
