/** What edit-config needs of webhooks, apart from what everybody else does. */
export { listDeliveries, pingEndpoint, resendDelivery, resendLost } from './deliveries.ts';
export { changeEndpoint, exchangeSecret, listEndpoints, makeEndpoint, removeEndpoint } from './keep-endpoints.ts';
export { secretOf } from './secrets.ts';
export { deliveryView, endpointView } from './views.ts';
