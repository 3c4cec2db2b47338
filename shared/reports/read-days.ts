import { readZones } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { Days } from './rules-days.ts';

/** Reads the days of the company: by the zones that it was in, each from when it was published. */
export async function readDays(config: ConfigReader): Promise<Days> {
  const zones = await readZones(config);
  return new Days(zones.map(({ since, timeZone }) => ({ since: since === '' ? 0 : Date.parse(since), timeZone })));
}
