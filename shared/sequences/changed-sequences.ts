import { isDeepStrictEqual } from 'node:util';
import type { ConfigReader } from '../config/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { SequenceId } from '../platform/ids.ts';
import { sequenceKind } from './sequence-config.ts';

/** Returns the ids of the sequences that a publication changed, took away or brought. */
export async function changedBy(version: number, config: ConfigReader): Promise<string[]> {
  const [{ documents: before }, { documents: now }] = await Promise.all([published(version - 1, config), published(version, config)]);
  return [...new Set([...before.keys(), ...now.keys()])].filter((id) => !isDeepStrictEqual(before.get(id), now.get(id)));
}

/** So many publications may come within a minute. */
const mostPublications = 10;

/**
 * Returns the newest version of a span whose publisher said that those inside are to follow the new steps of a sequence; null where nobody did.
 * A span, because messages of two publications may come in the wrong order. To look too far back changes nothing: those runs have the steps already.
 */
export async function promisedInside(
  sequenceId: SequenceId,
  { since, version }: { readonly since: number; readonly version: number },
  config: ConfigReader,
): Promise<number | null> {
  for (let one = version; one > Math.max(since, version - mostPublications); one -= 1) {
    const { isConfirmed } = await published(one, config);
    if (isConfirmed && (await changedBy(one, config)).includes(sequenceId)) return one;
  }
  return null;
}

async function published(
  version: number,
  config: ConfigReader,
): Promise<{ readonly documents: ReadonlyMap<string, unknown>; readonly isConfirmed: boolean }> {
  try {
    const { documents, isConfirmed = false } = await config.version(sequenceKind, version);
    return { documents, isConfirmed };
  } catch (error) {
    if (error instanceof NotFoundError) return { documents: new Map(), isConfirmed: false };
    throw error;
  }
}
