/** Returns many in their order in pieces, of so many each at most. */
export function piecesOf<One>(many: readonly One[], most: number): One[][] {
  return Array.from({ length: Math.ceil(many.length / most) }, (_, place) => many.slice(place * most, (place + 1) * most));
}
