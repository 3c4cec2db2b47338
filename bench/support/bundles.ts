import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundleOptions, root } from '../../tools/build.ts';

/** Beside the assembly of the local runtime, and like it out of version control. */
const benchDir = join(root, '.pheu', 'bench');

const entryPoints = (names: readonly string[]) =>
  names.map((name) => ({ in: join(root, 'functions', name, 'handler.ts'), out: `${name}/index` }));

export interface Bundles {
  fileOf(name: string): string;
  readonly metafile: Metafile;
}

/** Bundles functions exactly as they are deployed. */
export async function deployedBundles(names: readonly string[]): Promise<Bundles> {
  const outdir = join(benchDir, 'deployed');
  const { metafile } = await build({ ...bundleOptions, entryPoints: entryPoints(names), outdir, metafile: true });
  return { fileOf: (name) => join(outdir, name, 'index.mjs'), metafile };
}

/** Packages in CommonJS load Node's modules by `require`, which a module does not have. */
const requireInModules = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Bundles functions as esbuild does when nobody asks for more: not minified, `main` before `module`, every credential provider. They are
 * modules, because a handler that reads ahead waits at its top level.
 */
export async function defaultBundles(names: readonly string[]): Promise<Bundles> {
  const outdir = join(benchDir, 'defaults');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entryPoints(names),
    outdir,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    banner: { js: requireInModules },
    bundle: true,
    platform: 'node',
    metafile: true,
    logLevel: 'error',
  });
  return { fileOf: (name) => join(outdir, name, 'index.mjs'), metafile };
}

/** Bundles one of `bench/bare/` with the settings of the real functions. */
export async function bareBundle(name: 'handler' | 'server'): Promise<string> {
  const outdir = join(benchDir, 'bare');
  await build({ ...bundleOptions, entryPoints: [{ in: join(root, 'bench', 'bare', `${name}.ts`), out: name }], outdir });
  return join(outdir, `${name}.mjs`);
}
