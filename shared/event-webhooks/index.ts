export { type Endpoint, readEndpoint, readEndpoints } from './endpoint.ts';
export { eventCall } from './event-call.ts';
export { webhookOffRequest } from './off-request.ts';
export { asksForWebhooks, type EndpointReader, openEndpoints } from './tell-request.ts';
