import type { EndpointReader } from '../../shared/event-webhooks/index.ts';

/** Nobody outside is told of events. */
export const noEndpoints: EndpointReader = async () => ({ endpoints: [], malformed: 0 });
