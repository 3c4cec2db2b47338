import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a deployment publishes where nothing is published yet, by the names of the kinds. */
export type DefaultConfig = Readonly<Record<string, readonly unknown[]>>;

const Defaults = z.record(z.string(), z.array(z.unknown()));

/** Reads the file that the synthesis put beside the bundle, from the folder that the setting `config` names. */
export function readDefaults(file: URL): DefaultConfig {
  return Defaults.parse(JSON.parse(readFileSync(file, 'utf8')));
}
