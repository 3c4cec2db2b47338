import type { Plugin } from 'esbuild';

const inside = /\/node_modules\/@aws-sdk\/lib-dynamodb\//;
const askedAlready = Symbol('asked');

/**
 * The document client forgets to declare, as the SDK's other packages do, that importing it does nothing by itself. So its pagers,
 * and a whole DynamoDB client behind them, would stay in functions that never touch the table.
 */
export const sideEffectFree: Plugin = {
  name: 'side-effect-free',
  setup(build) {
    build.onResolve({ filter: /^(@aws-sdk\/lib-dynamodb$|\.\.?\/)/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === askedAlready || (path.startsWith('.') && !inside.test(importer))) return undefined;
      const resolved = await build.resolve(path, { importer, resolveDir, kind, pluginData: askedAlready });
      return { ...resolved, sideEffects: false };
    });
  },
};
