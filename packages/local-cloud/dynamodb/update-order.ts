import type { Body } from './types.ts';

interface UpdateSection {
  type: string;
  path: readonly (string | number)[];
}

/**
 * Puts the parts of an update in an order that lets every position in a list mean the list before the update: removals come
 * last and from the end, because dynalite applies one after the other.
 */
export function orderUpdate(data: Body): void {
  const updates = data._updates as { sections: UpdateSection[] } | undefined;
  updates?.sections.sort((left, right) => {
    if (left.type !== 'remove' || right.type !== 'remove') return Number(left.type === 'remove') - Number(right.type === 'remove');
    return laterFirst(left.path, right.path);
  });
}

function laterFirst(left: UpdateSection['path'], right: UpdateSection['path']): number {
  for (const [position, piece] of left.entries()) {
    const other = right[position];
    if (piece === other) continue;
    if (typeof piece === 'number' && typeof other === 'number') return other - piece;
    return String(piece) < String(other) ? -1 : 1;
  }
  return 0;
}
