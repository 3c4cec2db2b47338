import type { Snapshot } from '../../local/demo/snapshot.ts';
import type { Item } from '../../shared/platform/table.ts';
import type { Company } from './company.ts';
import { demoIdentityKey } from './product.ts';

/** What lasts for minutes or days, and what a deployment makes by itself: its forms, and who is on leave, are the company's own. */
const passing = /^(CLIENT|COMPILED|HELD|MAILBOX|RATE|REPEAT|REQUEST|STRANGERS|TOKEN)#|^CONFIG#(?!(forms|reps)$)/;

/** Takes what a company has in its table at a moment, but for what would be gone or made anew. */
export function snapshotOf({ product }: Company, endMs: number): Snapshot {
  const endSeconds = endMs / 1_000;
  const stays = ({ pk, expiresAt }: Item) => !passing.test(String(pk)) && !(typeof expiresAt === 'number' && expiresAt <= endSeconds);
  return {
    endMs,
    parameters: { '/pheu/dev/identity-key': demoIdentityKey },
    items: product.table.all().filter(stays).map(keysFirst),
  };
}

function keysFirst({ pk, sk, ...others }: Item): Item {
  return { pk, sk, ...others };
}
