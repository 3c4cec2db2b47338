import type { ConfigReader } from '../config/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { Enrolment } from './enrolment.ts';
import { asFollowed } from './rules-adopt.ts';
import { type SequenceConfig, sequenceKind } from './sequence-config.ts';

/** Sequences of one numbered version. */
export interface SequencesInForce {
  readonly version: number;
  readonly sequences: ReadonlyMap<string, SequenceConfig>;
}

/** Reads the sequences in force. */
export async function sequencesInForce(config: ConfigReader): Promise<SequencesInForce> {
  const { version, documents } = await config.current(sequenceKind);
  return { version, sequences: documents };
}

/** Returns a sequence as it was in a version; undefined where there was none. */
export async function sequenceOfVersion(config: ConfigReader, sequenceId: string, version: number): Promise<SequenceConfig | undefined> {
  try {
    return (await config.version(sequenceKind, version)).documents.get(sequenceId);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

/**
 * Returns the sequence that a run follows: its steps are those of the version that it was begun by, or brought to, and whether it is paused is
 * said today. Undefined where there is no such sequence any more.
 */
export async function followedSequence(
  { sequenceId, sequenceVersion }: Pick<Enrolment, 'sequenceId' | 'sequenceVersion'>,
  config: ConfigReader,
): Promise<SequenceConfig | undefined> {
  const { version, sequences } = await sequencesInForce(config);
  const current = sequences.get(sequenceId);
  if (!current || version === sequenceVersion) return current;
  const pinned = await sequenceOfVersion(config, sequenceId, sequenceVersion);
  return pinned ? asFollowed(pinned, current) : current;
}
