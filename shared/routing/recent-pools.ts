import type { ConfigReader } from '../config/index.ts';
import { minutesMs } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type PoolConfig, poolKind } from './pool-config.ts';

/** Publications that lie so close together may be looked at by one look. */
const recentMs = 60 * minutesMs;
const mostVersions = 20;

export type Pools = ReadonlyMap<string, PoolConfig>;

/** What pools are, and lately were. */
export interface RecentPools {
  /** By version, those in force first; the version before them is always there, as far as there was one. */
  readonly versions: readonly Pools[];
  /** Whether there were more publications lately than were read. */
  readonly isCut: boolean;
}

/** Reads the pools in force, those before them, and those that were in force at any time in the hour before a moment. */
export async function readRecentPools(config: Pick<ConfigReader, 'current' | 'version'>, tick: string): Promise<RecentPools> {
  let read = await config.current(poolKind);
  const versions: Pools[] = [read.documents];
  while (read.version > 1) {
    if (versions.length > 1 && Date.parse(read.publishedAt) < Date.parse(tick) - recentMs) break;
    if (versions.length > mostVersions) return { versions, isCut: true };
    try {
      read = await config.version(poolKind, read.version - 1);
    } catch (error) {
      if (error instanceof NotFoundError) break;
      throw error;
    }
    versions.push(read.documents);
  }
  return { versions, isCut: false };
}
