import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formKind } from '../shared/capture/form-config.ts';
import { validateAll } from '../shared/config/check.ts';
import { configKinds } from '../shared/config-registry/index.ts';
import { type ConfigFolder, documentsOf, faultLine, readFolder } from '../tools/config-files.ts';
import { findExamples } from '../tools/production.ts';
import { type Settings, SynthesisError } from './settings.ts';

const linesShown = 12;
const root = resolve(import.meta.dirname, '..');

/**
 * Reads the company's configuration, which the first deployment publishes.
 * @throws SynthesisError naming every fault with file and line; in production examples are faults, too.
 */
export function readCompanyConfig(settings: Settings): ConfigFolder {
  const folder = readFolder(resolve(root, settings.config), settings.config);
  const faults = validateAll(configKinds, documentsOf(folder));
  const examples = faults.length === 0 && settings.isProduction ? findExamples(documentsOf(folder)) : [];
  const lines = [...faults, ...examples].map((fault) => faultLine(fault, folder));
  if (lines.length === 0) return folder;
  const advice =
    examples.length > 0
      ? `The stage prod would mail to examples and let them in. Write your own into ${settings.config}/*.json, or name your own folder: -c config=DIR`
      : `The configuration in ${settings.config} has faults`;
  const shown = lines.slice(0, linesShown).map((line) => `  ${line}`);
  const rest = lines.length > linesShown ? [`  … and ${lines.length - linesShown} more: npm run config -- validate --production`] : [];
  throw new SynthesisError(`${advice}:\n${[...shown, ...rest].join('\n')}`);
}

/**
 * Finds the folder of files that the company's forms offer, beside its configuration; undefined where they offer none.
 * @throws SynthesisError naming each file that a form offers and that is not there.
 */
export function findDownloads(settings: Settings, folder: ConfigFolder): string | undefined {
  const offered = (documentsOf(folder)[formKind.name] ?? []).flatMap((form) => formKind.schema.parse(form).download?.file ?? []);
  if (offered.length === 0) return undefined;
  const downloads = resolve(root, settings.config, 'downloads');
  const missing = offered.filter((file) => !existsSync(join(downloads, file)));
  if (missing.length === 0) return downloads;
  throw new SynthesisError(
    `Forms offer files that are not there:\n${missing.map((file) => `  ${settings.config}/downloads/${file}`).join('\n')}\nPut them there, or take \`download\` from their forms.`,
  );
}
