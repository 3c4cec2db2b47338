// Runs a test file with jest's own circus, but lets Node import it, so that a worker loads each module once and not once for each file: loading
// and warming up the product and the SDK two hundred times was more than half of what the tests took.
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import circus from 'jest-circus/runner';

const require = createRequire(import.meta.url);
const globalsUrl = new URL('./native-globals.mjs', import.meta.url).href;
const eventHandlers = Symbol.for('EVENT_HANDLERS');

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: globalsUrl, shortCircuit: true } : next(specifier, context),
});

// Properties that name no seed of their own take that of the run.
if (process.env.PHEU_SEED !== undefined) fc.configureGlobal({ seed: Number(process.env.PHEU_SEED) });

/** What circus asks of jest's runtime. */
const nativeRuntime = {
  // The tree of tests and those who hear of them belong to one file.
  requireInternalModule(path) {
    delete require.cache[path];
    delete globalThis[eventHandlers];
    return require(path);
  },
  requireModule: require,
  setGlobalsForRuntime(globals) {
    globalThis[Symbol.for('pheu.test-globals')] = globals;
  },
  unstable_shouldLoadAsEsm: () => true,
  unstable_importModule: (path) => import(pathToFileURL(path).href),
  enterTestCode() {},
  leaveTestCode() {},
};

/** Runs one file: in the worker itself, or in the context that its environment has. */
export default function run(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  const chosen = environment.getVmContext() === null ? nativeRuntime : runtime;
  return circus.default(globalConfig, config, environment, chosen, testPath, sendMessageToJest);
}
