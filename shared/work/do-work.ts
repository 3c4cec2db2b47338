import type { WorkMessage } from '../../events/index.ts';
import { CorruptItemError, UnavailableError } from '../platform/errors.ts';
import type { WorkKind, WorkParts } from './kind.ts';

/**
 * Does what a message asks for, by its kind.
 * @throws UnavailableError for a kind that only a later version knows: during a deployment the message waits for it
 * @throws CorruptItemError for a request that its kind cannot read
 */
export async function doWork(message: WorkMessage, kinds: readonly WorkKind[], parts: WorkParts): Promise<void> {
  const kind = kinds.find((one) => one.kind === message.kind);
  if (!kind) throw new UnavailableError('work of a kind that this version does not know');
  const request = kind.schema.safeParse(message.request);
  if (!request.success) {
    const fields = request.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new CorruptItemError(`a request for ${kind.kind} is malformed at ${fields}`);
  }
  await kind.run(request.data, parts);
  parts.log.info('work done', { kind: kind.kind });
}
