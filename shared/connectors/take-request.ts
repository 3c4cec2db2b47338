import { z } from 'zod';
import { SourceId } from '../platform/ids.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What the taking of a delivery is asked for by, apart from the work itself. */
export const takeRequest = {
  kind: 'takeDelivery' as const,
  schema: z.object({ connectorId: SourceId, deliveryId: z.string().min(1) }),
};
export type TakeRequest = z.infer<typeof takeRequest.schema>;

/** Returns the message that has a delivery taken. It may be sent any number of times. */
export function askToTake(request: TakeRequest): WorkRequest {
  return askFor(takeRequest, request);
}

/** What the release of held deliveries is asked for by: of the connectors of a version that was published, or of a later one. */
export const releaseRequest = {
  kind: 'releaseConnectors' as const,
  schema: z.object({
    version: z.number().int().nonnegative(),
    /** Where the slice before ended. */
    connectorId: SourceId.nullable(),
    after: z.string().nullable(),
  }),
};
export type ReleaseRequest = z.infer<typeof releaseRequest.schema>;

/** All functions read the new version after half a minute at the latest; what was held by an older one until then is released as well. */
const settledSeconds = 45;

/** Returns the message that releases what waits for connectors that a publication approved. */
export function releaseAfterPublication(version: number): WorkRequest {
  return askFor(releaseRequest, { version, connectorId: null, after: null }, { delaySeconds: settledSeconds });
}
