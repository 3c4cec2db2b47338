/**
 * Finds which rows may be about one person: those that share an address, a number or an order, directly or by others. Rows alone are left out.
 * What becomes of a row depends on those of its cluster before it, and on no other of the list.
 * @param keysOfRows what each row is known by
 */
export function clustersOf(keysOfRows: readonly (readonly string[])[]): number[][] {
  const parent = keysOfRows.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    // Paths are made short, so that long chains stay cheap.
    for (let at = index; at !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const firstWith = new Map<string, number>();
  keysOfRows.forEach((keys, index) => {
    for (const key of keys) {
      const other = firstWith.get(key);
      if (other === undefined) firstWith.set(key, index);
      else {
        const [one, two] = [rootOf(other), rootOf(index)];
        parent[Math.max(one, two)] = Math.min(one, two);
      }
    }
  });
  const clusters = Map.groupBy(keysOfRows.keys(), rootOf);
  return [...clusters.values()].filter((rows) => rows.length > 1);
}
