import { formKind } from '../capture/form-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { formIdOf } from '../platform/ids.ts';

/** Reads what the form is called by which a lead came first; null where it came by none, or by one that is gone. */
export async function nameOfSource({ source }: Pick<Lead, 'source'>, config: ConfigReader) {
  const forms = await config.current(formKind);
  return forms.documents.get(formIdOf(source.first) ?? '')?.title ?? null;
}
