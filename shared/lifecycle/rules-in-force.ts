import type { ConfigReader } from '../config/index.ts';
import type { LifecycleRules } from '../leads/index.ts';
import { ConfigurationError } from '../platform/errors.ts';
import { lifecycleKind } from './lifecycle-config.ts';

/** Reads the rules by which a change moves a lead. @throws ConfigurationError when none are published */
export async function lifecycleInForce(config: ConfigReader): Promise<LifecycleRules> {
  const { version, documents } = await config.current(lifecycleKind);
  const rules = documents.get('lifecycle');
  if (!rules) throw new ConfigurationError('the configuration has no lifecycle; publish the kind `lifecycle`');
  return { version, enter: rules.stages, moves: rules.moves };
}
