import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';

/** Kinds of tests, each a folder in the folder of its capability: `test/routing/property/`. */
export const testKinds = ['unit', 'property', 'contract', 'integration', 'browser'];

/** Kinds whose tests ask the running product, over HTTP or through pages. */
export const runningKinds = ['integration', 'browser'];

/** Where the tests of each kind lie. Three belong to no single capability: the templates, the product under faults, the runtime on this machine and the cloud that it runs on. */
export const testPlaces: Readonly<Record<string, string>> = {
  ...Object.fromEntries(testKinds.map((kind) => [kind, `test/*/${kind}/**/*.test.ts`])),
  infra: 'test/infra/*.test.ts',
  faults: 'test/faults/*.test.ts',
  local: 'test/local/**/*.test.ts',
  'local-cloud': 'packages/local-cloud/test/**/*.test.ts',
};

/** Finds test files that lie at no place, so that jest would not run them. */
export function misplacedTests(root: string): string[] {
  const places = Object.values(testPlaces);
  return globSync('{test,packages}/**/*.test.ts', { cwd: root }).filter((file) => !places.some((place) => matchesGlob(file, place)));
}

/** Finds test files that have a longer form; the others would only say again what `npm test` says. */
export function proofsIn(root: string): string[] {
  const takesSize = /import \{[^}]*\b(full|runs|size)\b[^}]*\} from '[^']*support\/(proof|seeded)\.ts'/;
  const hasSizes = (file: string) => takesSize.test(readFileSync(join(root, file), 'utf8'));
  return globSync('test/**/*.test.ts', { cwd: root }).filter(hasSizes);
}
