import { z } from 'zod';
import { beaconsTaken } from './traces.ts';

/** The line that ends each batch of beacons in the log of track-visits. These counts say how much came; each other number in it counts beacons or events that were dropped, by their reason. */
export const BeaconsTaken = z.looseObject({
  message: z.literal(beaconsTaken),
  xray_trace_id: z.string(),
  beacons: z.number(),
  events: z.number(),
  droppedEvents: z.number(),
  packs: z.number(),
  sessions: z.number(),
  failed: z.number(),
  /** Of the logger itself. */
  sampling_rate: z.number().optional(),
});
