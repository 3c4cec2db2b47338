/** Reads no more of a list than is told of it. */
export async function firstOf<Row>(rows: AsyncIterable<Row>, most: number): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) {
    found.push(row);
    if (found.length >= most) break;
  }
  return found;
}
