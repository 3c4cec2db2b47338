import { z } from 'zod';
import { proofOfKey } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { sameSecret } from '../platform/secrets.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';

const KeyCheck = z.object({ proof: z.string() });

/** The proof of the key that a table's digests are made with; undefined for a table that none was used with. */
export async function readKeyProof(table: Table): Promise<string | undefined> {
  const item = await table.get(keys.identityKey, { consistent: true });
  if (!item) return undefined;
  const check = KeyCheck.safeParse(item);
  if (!check.success) throw new CorruptItemError('the check of the identity key does not have the shape this version knows');
  return check.data.proof;
}

export const fitsProof = (key: string, proof: string): boolean => sameSecret(proofOfKey(key), proof);

/** Binds a table to the first key that it is used with, for good. Returns false where the table is bound to another. */
export async function bindToKey(table: Table, key: string): Promise<boolean> {
  const known = await readKeyProof(table);
  if (known !== undefined) return fitsProof(key, known);
  try {
    await table.put({ Item: { ...keys.identityKey, proof: proofOfKey(key) }, ConditionExpression: 'attribute_not_exists(pk)' });
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    const theirs = await readKeyProof(table);
    return theirs !== undefined && fitsProof(key, theirs);
  }
}
