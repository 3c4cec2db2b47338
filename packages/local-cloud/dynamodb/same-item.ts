const setTypes = new Set(['SS', 'NS', 'BS']);

/** Whether two items hold the same values; the order of attributes and of set members does not matter. */
export function sameItem(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isObject(left) || !isObject(right)) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((value, index) => sameItem(value, right[index]))
    );
  }
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => name in right && sameValue(name, left[name], right[name]));
}

function sameValue(name: string, left: unknown, right: unknown): boolean {
  if (setTypes.has(name) && isStringList(left) && isStringList(right)) return sameItem([...left].sort(), [...right].sort());
  return sameItem(left, right);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}
