import { localDate } from '../calendar/index.ts';
import { readZones, zoneAt } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { FactPlace } from '../platform/keys.ts';

/** Finds where the fact of somebody lies who arrived at a moment: by the month in the zone that the company's days had then. */
export async function placeOf(leadId: LeadId, arrivedAt: string, config: ConfigReader): Promise<FactPlace> {
  const zones = await readZones(config, arrivedAt);
  return { leadId, month: monthOf(zoneAt(zones, new Date(arrivedAt)), arrivedAt) };
}

const monthOf = (timeZone: string, at: string): string => localDate({ timeZone }, new Date(at)).slice(0, 'yyyy-mm'.length);
