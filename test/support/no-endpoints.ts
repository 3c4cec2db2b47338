import type { EndpointReader } from '../../shared/webhooks/index.ts';

/** Nobody outside is told of events. */
export const noEndpoints: EndpointReader = async () => ({ endpoints: [], malformed: 0 });
