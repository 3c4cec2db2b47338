/** Does something with each of many, so many at a time, and answers in their order; once one has failed, no further ones begin. */
export async function inTurns<One, Result>(many: readonly One[], atOnce: number, act: (one: One) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < many.length; start += atOnce) {
    results.push(...(await Promise.all(many.slice(start, start + atOnce).map(act))));
  }
  return results;
}
