export { type Endpoint, readEndpoints } from './endpoint.ts';
export { eventCall } from './event-call.ts';
export { asksForWebhooks, type EndpointReader, openEndpoints } from './tell-request.ts';
