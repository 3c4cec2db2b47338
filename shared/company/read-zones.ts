import type { ConfigReader } from '../config/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { companyKind } from './company-config.ts';
import { defaultTimeZone } from './zone-config.ts';

/** The zone by which the company's days are counted from a moment on. */
export interface ZoneSince {
  /** In ISO; of the first zone it is empty, because days before anything was published are counted by it as well. */
  readonly since: string;
  readonly timeZone: string;
}

interface Known {
  readonly publishedAt: string;
  readonly timeZone: string;
}

/** Versions never change, so each is read once. */
const known = new WeakMap<ConfigReader, Map<number, Known | null>>();

/**
 * Reads the zones of the company's days back to the one of a moment, the oldest first. Days that are past stay what they were when the zone changes.
 * @param back in ISO. @default - all of them
 */
export async function readZones(config: ConfigReader, back = ''): Promise<readonly ZoneSince[]> {
  const current = await config.current(companyKind);
  const zones: ZoneSince[] = [];
  for (let version = current.version; version >= 1; version -= 1) {
    const one: Known | null =
      version === current.version
        ? { publishedAt: current.publishedAt, timeZone: current.documents.get('company')?.timeZone ?? defaultTimeZone }
        : await readVersion(config, version);
    // What was cleared away tells nothing.
    if (one === null) continue;
    const [oldest] = zones;
    if (oldest?.timeZone === one.timeZone) zones[0] = { ...oldest, since: one.publishedAt };
    else zones.unshift({ since: one.publishedAt, timeZone: one.timeZone });
    if (back !== '' && one.publishedAt <= back) return zones;
  }
  const [first, ...others] = zones;
  return first ? [{ ...first, since: '' }, ...others] : [{ since: '', timeZone: defaultTimeZone }];
}

async function readVersion(config: ConfigReader, version: number): Promise<Known | null> {
  const versions = known.get(config) ?? new Map<number, Known | null>();
  known.set(config, versions);
  const stored = versions.get(version);
  if (stored !== undefined) return stored;
  const read = await knownOf(config, version);
  versions.set(version, read);
  return read;
}

async function knownOf(config: ConfigReader, version: number): Promise<Known | null> {
  try {
    const { publishedAt, documents } = await config.version(companyKind, version);
    return { publishedAt, timeZone: documents.get('company')?.timeZone ?? defaultTimeZone };
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

/** Finds the zone by which the day of a moment is counted. */
export function zoneAt(zones: readonly ZoneSince[], at: Date): string {
  const moment = at.toISOString();
  return (zones.findLast(({ since }) => since <= moment) ?? zones[0])?.timeZone ?? defaultTimeZone;
}
