/** Far more than anything takes on a machine that others use as well: who waits so long has found a fault. */
const patienceMs = 120_000;

/** Looks again and again until something is true. @throws with the name of it when it never is */
export async function eventually(what: string, isTrue: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`not within ${patienceMs / 1_000} s: ${what}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
