import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ConfigKind } from '../../shared/config/index.ts';

/** What a deployment publishes where nothing is published yet. */
export type DefaultConfig = Readonly<Record<ConfigKind, readonly unknown[]>>;

const documents = z.array(z.unknown());
const Defaults = z.object({
  company: documents,
  competitors: documents,
  reps: documents,
  pools: documents,
  territories: documents,
  users: documents,
  forms: documents,
  scoring: documents,
});

/** Reads the file that the synthesis put beside the bundle, from the folder that the setting `config` names. */
export function readDefaults(file: URL): DefaultConfig {
  return Defaults.parse(JSON.parse(readFileSync(file, 'utf8')));
}
