import type { ObjectAddresses, Objects } from '../../shared/platform/objects.ts';

/** A bucket in memory. */
export interface MemoryObjects extends Objects {
  readonly files: Map<string, Uint8Array>;
}

export function memoryObjects(): MemoryObjects {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    get: async (key) => files.get(key),
    sizeOf: async (key) => files.get(key)?.length,
    put: async (key, body) => void files.set(key, body),
    keysBelow: async (prefix, after = '') =>
      [...files.keys()]
        .filter((key) => key.startsWith(prefix) && key > after)
        .sort()
        .slice(0, 1_000),
    remove: async (keys) => {
      for (const key of keys) files.delete(key);
    },
  };
}

/** Addresses that name what they are of. */
export const memoryAddresses: ObjectAddresses = {
  forPut: async (key, bytes) => `https://files.example/${key}?bytes=${bytes}`,
  forGet: async (key, fileName) => `https://files.example/${key}?name=${encodeURIComponent(fileName)}`,
};
