import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { z } from 'zod';
import { decodeMappings, encodeMappings, type Segment } from './source-map-mappings.ts';

const SourceMap = z.object({ version: z.literal(3), sources: z.array(z.string()), mappings: z.string(), names: z.array(z.string()) });
type SourceMap = z.infer<typeof SourceMap>;

/** Libraries, and what other plugins made up. */
const foreign = /(^|\/)node_modules\/|^[a-z-]+:/;

/**
 * A source map is read with the first stack trace (shared/platform/stack-traces.ts), while somebody waits, and nine tenths of it would be
 * lines of libraries. So only our own code is mapped; a library's lines in a stack trace are those of the bundle.
 */
export const ownSourceMaps: Plugin = {
  name: 'own-source-maps',
  setup(build) {
    build.initialOptions.metafile = true;
    build.onEnd(async ({ metafile }) => {
      const maps = Object.keys(metafile?.outputs ?? {}).filter((path) => path.endsWith('.map'));
      await Promise.all(
        maps.map(async (path) => {
          const file = join(build.initialOptions.absWorkingDir ?? '.', path);
          const map = SourceMap.parse(JSON.parse(await readFile(file, 'utf8')));
          await writeFile(file, JSON.stringify(withoutForeignCode(map)));
        }),
      );
    });
  },
};

/** The map without libraries: where one begins, one segment says that nothing is known, or its frames would be taken for ours. */
export function withoutForeignCode(map: SourceMap): SourceMap {
  const sources = numbered(map.sources);
  const names = numbered(map.names);
  let isMapped = false;
  const lines = decodeMappings(map.mappings).map((line) =>
    line.flatMap(({ column, origin }): Segment[] => {
      const wasMapped = isMapped;
      const source = origin && map.sources[origin.source];
      isMapped = source !== undefined && !foreign.test(source);
      if (!origin || !isMapped) return wasMapped ? [{ column }] : [];
      const name = origin.name === undefined ? {} : { name: names.indexOf(origin.name) };
      return [{ column, origin: { ...origin, source: sources.indexOf(origin.source), ...name } }];
    }),
  );
  return { version: 3, sources: sources.used(), mappings: encodeMappings(lines), names: names.used() };
}

/** Gives new numbers to those entries of a list that are asked for, in the order of asking. */
function numbered(list: readonly string[]): { indexOf(old: number): number; used(): string[] } {
  const numbers = new Map<number, number>();
  return {
    indexOf(old) {
      const known = numbers.get(old) ?? numbers.size;
      numbers.set(old, known);
      return known;
    },
    used: () => [...numbers.keys()].map((old) => list[old] ?? ''),
  };
}
