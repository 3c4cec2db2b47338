import type { Parameters } from '../../functions/prepare-deployment/parameters.ts';

/** A parameter store in memory; `values` may be looked at and changed. */
export function memoryParameters(initial: Readonly<Record<string, string>> = {}) {
  const values = new Map(Object.entries(initial));
  const parameters: Parameters = {
    read: async (name) => values.get(name),
    async create(name, value) {
      if (!values.has(name)) values.set(name, value);
      return values.get(name) ?? value;
    },
    replace: async (name, value) => void values.set(name, value),
  };
  return { values, parameters };
}
