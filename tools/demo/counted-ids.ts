import type { IdSource } from '../../shared/platform/ids.ts';
import { idsOf } from '../../test/support/counted-ids.ts';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ids of the length and the order of ULIDs that count instead of telling time and chance: the same history has the same ids, whenever it
 * is dated, and they take next to nothing in a compressed file.
 */
export function countedIds(): IdSource {
  let count = 0;
  return idsOf(() => {
    count += 1;
    let text = '';
    for (let left = count; left > 0; left = Math.floor(left / 32)) text = `${digits[left % 32]}${text}`;
    return `01DEM0${text.padStart(20, '0')}`;
  });
}
