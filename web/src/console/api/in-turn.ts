import { openPatience } from './patience.ts';

/** A tab that never lets go, e.g. because its phone froze it, keeps the others waiting for so long and no longer. */
const turnMs = 5_000;

/** Lets one tab at a time do it, where the browser has locks. Two that do it at once must harm nothing. */
export async function inTurn<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  if (!navigator.locks) return await work();
  const patience = openPatience(turnMs);
  let isTurn = false;
  const turn = navigator.locks.request(name, { signal: patience.signal }, () => {
    isTurn = true;
    patience.end();
    return work();
  });
  return (await turn.catch((error) => {
    if (isTurn || !patience.signal.aborted) throw error;
    return work();
  })) as Result;
}
