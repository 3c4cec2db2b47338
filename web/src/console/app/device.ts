/** What this browser keeps; undefined where it is told to keep nothing, which it says by throwing. */
export function storeOfDevice(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
