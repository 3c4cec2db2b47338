import { createHash } from 'node:crypto';
import { isoTime } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import type { FieldFault } from '../platform/errors.ts';
import type { Table } from '../platform/table.ts';
import { withoutMailToken } from '../tracking/index.ts';
import { putBadRow } from './store.ts';

/** Bytes of a body that nobody can be called from: whoever likes can send such bodies, and each is paid for by its size. */
const keptBytes = 1_024;

export interface RefusedPost {
  readonly formId: string;
  readonly refusal: string;
  readonly contentType: string;
  /** As it came; told by size and hash. */
  readonly body: Buffer;
  /** What of it was read, where a person can correct it: kept whole. */
  readonly read?: Buffer | undefined;
  readonly faults: readonly FieldFault[];
  readonly addressHash: string;
  readonly now: Date;
}

/** The id comes from the content, so a client that keeps trying the same bad post keeps one row. */
export async function keepBadRow(
  { table, digests }: { readonly table: Table; readonly digests: Digests },
  refused: RefusedPost,
): Promise<string> {
  const { body, read, contentType, formId, refusal } = refused;
  const sha256 = createHash('sha256').update(body).digest('hex');
  const badRowId = `B${digests.body(formId, refusal, contentType, sha256)}`;
  await putBadRow(table, {
    badRowId,
    formId,
    receivedAt: isoTime(refused.now),
    code: refusal,
    contentType: contentType.slice(0, 200),
    sizeBytes: body.length,
    sha256,
    body: withoutTokens(read ?? body.subarray(0, keptBytes)),
    faultPaths: refused.faults.map(({ path }) => path.slice(0, 200)).slice(0, 50),
    addressHash: refused.addressHash,
  });
  return badRowId;
}

/** Byte by byte: whatever else the body is made of stays as it came. */
const withoutTokens = (body: Buffer): Buffer => Buffer.from(withoutMailToken(body.toString('latin1')), 'latin1');
