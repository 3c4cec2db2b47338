import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * `import { z } from 'zod'` hands over one object with everything in it: messages in fifty languages, JSON Schema, all of which
 * nothing can be left out (376 KB in every function). As a namespace the same names can be followed one by one.
 */
export const zodByName: Plugin = {
  name: 'zod-by-name',
  setup(build) {
    build.onLoad({ filter: /\/(functions|shared|api|events|config)\/[^?]*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: source.replace(/^import \{ z \} from 'zod';$/m, "import * as z from 'zod';"), loader: 'ts' };
    });
  },
};
