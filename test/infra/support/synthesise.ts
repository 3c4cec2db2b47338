import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsSolutionsChecks } from 'cdk-nag';
import { createApp } from '../../../infra/app.ts';
import { functionNames } from '../../../infra/function-names.ts';
import { variants } from './variants.ts';

/**
 * Run by plain Node (`node synthesise.ts FOLDER`): synthesises every variant once and writes down what cdk-nag finds.
 * The CDK takes ten times as long to load inside jest. Bundles are stand-ins, so that these tests need no build.
 */
const [, , folder] = process.argv;
if (!folder) throw new Error('which folder?');
process.env.CDK_VALIDATION = 'false';
delete process.env.CDK_DEFAULT_ACCOUNT;
delete process.env.CDK_DEFAULT_REGION;

const distDir = join(folder, 'dist');
for (const name of functionNames) {
  mkdirSync(join(distDir, 'functions', name), { recursive: true });
  writeFileSync(join(distDir, 'functions', name, 'index.mjs'), `export const handler = async () => '${name}';\n`);
}
mkdirSync(join(distDir, 'web'), { recursive: true });
writeFileSync(join(distDir, 'web', 'index.html'), '<!doctype html><title>stand-in</title>\n');

mkdirSync(join(distDir, 'console', 'assets'), { recursive: true });
writeFileSync(join(distDir, 'console', 'index.html'), '<!doctype html><title>stand-in</title>\n');
writeFileSync(join(distDir, 'console', 'assets', 'main-00000000.js'), '\n');

for (const [name, context] of Object.entries(variants)) {
  const outDir = join(folder, name);
  const app = createApp({ distDir, outDir, context });
  app.synth();
  const report = new AwsSolutionsChecks(app).validateScope(app);
  writeFileSync(join(outDir, 'nag.json'), JSON.stringify(report, null, 2));
}
