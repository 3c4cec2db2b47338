import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * The SDK's schemas write the keys of their traits as `[_h]`, with `const _h = "http"` far above. A key that is computed might do
 * something, so esbuild keeps every operation that has one, with all that it takes and answers: in the client of SES all of them.
 */
export const plainKeys: Plugin = {
  name: 'plain-keys',
  setup(build) {
    build.onLoad({ filter: /\/@aws-sdk\/client-[a-z0-9-]+\/dist-es\/schemas\/schemas_\d+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const texts = new Map([...source.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name = '', text = '']) => [name, text]));
      return { contents: source.replace(/\[(\w+)\]:/g, (key, name: string) => `${texts.get(name) ?? key.slice(0, -1)}:`), loader: 'js' };
    });
  },
};
