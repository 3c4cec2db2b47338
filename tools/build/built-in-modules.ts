import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * An `import` of Node's own modules reads all that they export, once and at the start; behind some of these names
 * whole subsystems wait to be loaded (`http` holds a WebSocket, and with it fetch; `fs` its streams). A tenth of a
 * cold start went there. Asked for this way, a module comes as it is, and one that nobody uses not at all.
 */
export const builtInModules: Plugin = {
  name: 'built-in-modules',
  setup(build) {
    build.onResolve({ filter: /^[a-z0-9_:/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: 'built-in-modules', sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'built-in-modules' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};
