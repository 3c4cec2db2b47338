import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Data of some hundred KB written as an object literal is parsed, compiled and run as code at every cold start. As a text for `JSON.parse`
 * it is read by a parser that knows nothing but JSON, in a fraction of the time. The numbers of phones come as such a literal, too.
 */
export const jsonByParse: Plugin = {
  name: 'json-by-parse',
  setup(build) {
    build.onLoad({ filter: /\.json$|\/libphonenumber-js\/metadata\.\w+\.json\.js$/ }, async ({ path }) => {
      const json: unknown = JSON.parse(await readFile(path.replace(/\.json\.js$/, '.json'), 'utf8'));
      return { contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(json))});`, loader: 'js' };
    });
  },
};
