import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build as bundle, type Plugin } from 'esbuild';

/** Libraries that functions import when they need them, and how each is handed on. */
const libraries: Readonly<Record<string, string>> = {
  liquidjs: "export * from 'liquidjs';",
  mjml: "import mjml2html from 'mjml'; export default mjml2html;",
};

/** What MJML loads and we never ask of it: making small, making pretty, and fetching what a mail names. */
const unused = /^(undici|web-resource-inliner|htmlnano|js-beautify|cssnano|cssnano-preset-lite|postcss|cosmiconfig|iconv-lite)$/;

const leftOut: Plugin = {
  name: 'left-out',
  setup(build) {
    build.onResolve({ filter: unused }, ({ path }) => ({ path, namespace: 'left-out' }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * A library that hardly a call needs would be read with the bundle at every cold start, though it is imported when it is needed. So it lies beside
 * the bundles that import it, in a file of its own.
 */
export const loadedLater: Plugin = {
  name: 'loaded-later',
  setup(build) {
    build.initialOptions.metafile = true;
    build.onResolve({ filter: new RegExp(`^(${Object.keys(libraries).join('|')})$`) }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `./${path}.mjs`, external: true } : undefined,
    );
    build.onEnd(async ({ metafile }) => {
      const { absWorkingDir = '.', plugins: _plugins, entryPoints: _entries, outdir: _outdir, ...options } = build.initialOptions;
      for (const [name, contents] of Object.entries(libraries)) {
        const users = Object.entries(metafile?.outputs ?? {}).flatMap(([path, { imports }]) =>
          imports.some((one) => one.path === `./${name}.mjs`) ? [dirname(join(absWorkingDir, path))] : [],
        );
        if (users.length === 0) continue;
        const { outputFiles } = await bundle({
          ...options,
          absWorkingDir,
          outExtension: {},
          stdin: { contents, resolveDir: absWorkingDir },
          outfile: `${name}.mjs`,
          write: false,
          plugins: [leftOut],
          sourcemap: false,
          metafile: false,
        });
        const made = outputFiles[0]?.contents ?? '';
        await Promise.all(users.map((folder) => writeFile(join(folder, `${name}.mjs`), made)));
      }
    });
  },
};
